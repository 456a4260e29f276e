import { useQuery } from '@tanstack/react-query';
import { endOtherSessions, endSession, readSessions } from '../account.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { useMoment } from './moment.ts';

/** Where this person is signed in now. */
export function Sessions() {
  const { t } = useWords();
  const code = useCode();
  const moment = useMoment();
  const { say } = useDesk();
  const sentence = useRefusal();
  const list = useQuery({ queryKey: ['sessions'], queryFn: readSessions });
  const sessions = list.data?.ok === true ? list.data.value.sessions : [];
  const ended = async (asked: ReturnType<typeof endSession>) => {
    const outcome = await asked;
    say(outcome.ok ? t('my.ended') : sentence(outcome.refusal));
    void list.refetch();
  };
  return (
    <Section id="sessions" title={t('my.sessions')} lead={t('my.sessionsLead')}>
      <ul className="log">
        {sessions.map((one) => (
          <li key={one.sessionId}>
            <strong>
              {one.device
                .split('/')
                .map((part) => code('device', part))
                .join(', ')}
            </strong>{' '}
            <span className="quiet">
              {code('method', one.method)} · {t('my.since', { when: moment(one.beganAt) })} · {t('my.lastSeen', { when: moment(one.lastSeenAt) })}
            </span>{' '}
            {one.here ? (
              <span className="mark">{t('my.thisOne')}</span>
            ) : (
              <button type="button" onClick={() => void ended(endSession(one.sessionId))}>
                {t('my.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <button type="button" onClick={() => void ended(endOtherSessions())}>
          {t('my.endOthers')}
        </button>
      ) : null}
    </Section>
  );
}
