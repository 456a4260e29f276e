import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { putAlarmAway, readAlarms, whoseAlarm } from './account.ts';
import { useRefusal } from './desk.tsx';
import { useMoment } from './my-sign-in/moment.ts';
import { useWords } from './words/index.tsx';

/** A colleague signed in under pressure and named this person. Quiet, and without a name until it is asked for. */
export function AlarmNotice() {
  const { t } = useWords();
  const sentence = useRefusal();
  const moment = useMoment();
  const [who, setWho] = useState('');
  const list = useQuery({ queryKey: ['alarms'], queryFn: readAlarms, refetchInterval: 60_000, retry: false });
  const alarm = list.data?.ok === true ? list.data.value.alarms[0] : undefined;
  if (alarm === undefined) return null;
  const ask = async () => {
    const outcome = await whoseAlarm(alarm.alarmId);
    setWho(outcome.ok ? `${outcome.value.displayName}, ${outcome.value.office}` : sentence(outcome.refusal));
  };
  const away = async () => {
    await putAlarmAway(alarm.alarmId);
    setWho('');
    void list.refetch();
  };
  return (
    <aside className="outbox" aria-label={t('duress.notice')}>
      <p>
        {t('duress.notice')} <span className="quiet">{moment(alarm.at)}</span> {who === '' ? null : <strong>{who}</strong>}
      </p>
      <div className="buttons">
        <button type="button" onClick={() => void ask()}>
          {t('duress.who')}
        </button>
        <button type="button" onClick={() => void away()}>
          {t('duress.putAway')}
        </button>
      </div>
    </aside>
  );
}
