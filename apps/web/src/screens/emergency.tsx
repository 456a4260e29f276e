import { emergencyFindings, emergencyReasons } from '@sojourn/casework';
import { caseworkActs } from '@sojourn/casework/operations';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client, mayEver } from '../api.ts';
import { useDesk } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { AskForm } from '../ui/ask-form.tsx';
import { useMoments } from '../ui/colleagues.ts';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';

/** For whoever must reach a case that is not theirs, and for whoever looks at it afterwards. */
export function EmergencyScreen() {
  const { t } = useWords();
  const { session } = useDesk();
  return (
    <>
      <h1>{t('emergency.title')}</h1>
      {mayEver(session, caseworkActs['glass.break']) ? <Break /> : null}
      {mayEver(session, caseworkActs['glass.review']) ? <Broken /> : null}
    </>
  );
}

function Break() {
  const { t } = useWords();
  const code = useCode();
  const navigate = useNavigate();
  const [found, setFound] = useState<{ readonly caseId: string; readonly personId: string; readonly sequence: number }>();
  return (
    <div className="card">
      <p className="lead">{t('emergency.lead')}</p>
      {found === undefined ? (
        <AskForm
          fields={[{ name: 'code', label: t('emergency.code'), kind: 'text', required: true }]}
          button={t('emergency.find')}
          send={async (value) => {
            const answer = await client.query('emergency.find', { caseCode: value('code').toUpperCase() });
            if (answer.ok) setFound(answer.value);
            return answer;
          }}
        />
      ) : (
        <>
          <p>{t('emergency.found')}</p>
          <ActForm
            act="glass.break"
            caseId={found.caseId}
            personId={found.personId}
            basis={found.sequence}
            button={t('emergency.open')}
            fields={[
              {
                name: 'reason',
                label: t('emergency.reason'),
                kind: 'choice',
                options: emergencyReasons.map((value) => ({ value, label: code('emergencyReason', value) })),
              },
              { name: 'hours', label: t('emergency.hours'), kind: 'number', value: '4', required: true },
              { name: 'words', label: t('emergency.words'), kind: 'long', required: true, sealed: true },
            ]}
            onSaved={(caseId) => void navigate({ to: '/case/$caseId', params: { caseId } })}
          />
        </>
      )}
    </div>
  );
}

function Broken() {
  const { t } = useWords();
  const code = useCode();
  const moment = useMoments();
  const cache = useQueryClient();
  const answer = useQuery({ queryKey: ['emergencies'], queryFn: () => client.query('emergencies.list', {}) });
  const list = answer.data?.ok === true ? answer.data.value.emergencies : [];
  const [now] = useState(() => Date.now());
  return (
    <Section id="broken" title={t('emergency.listTitle')} lead={t('emergency.listLead')}>
      {answer.isPending ? <p role="status">{t('loading')}</p> : null}
      {answer.isSuccess && list.length === 0 ? <p>{t('emergency.none')}</p> : null}
      <ul className="log">
        {list.map((one) => (
          <li key={one.glassId}>
            <strong>
              <bdi dir="ltr">{one.caseCode}</bdi>
            </strong>{' '}
            {t('emergency.line', { person: one.person, at: moment(one.at), reason: code('emergencyReason', one.reason), until: moment(one.until) })}{' '}
            {one.finding === undefined ? (
              <>
                <span className={one.reviewDueAt < now ? 'mark danger' : 'mark'}>
                  {t(one.reviewDueAt < now ? 'emergency.overdue' : 'emergency.due', { at: moment(one.reviewDueAt) })}
                </span>
                <Words caseId={one.caseId} glassId={one.glassId} />
                <Reveal label={t('emergency.review')}>
                  <ActForm
                    act="glass.review"
                    caseId={one.caseId}
                    personId={one.personId}
                    basis={one.sequence}
                    fixed={{ glassId: one.glassId }}
                    fields={[
                      {
                        name: 'finding',
                        label: t('emergency.finding'),
                        kind: 'choice',
                        options: emergencyFindings.map((value) => ({ value, label: code('finding', value) })),
                      },
                      { name: 'reason', label: t('team.why'), kind: 'long', sealed: true },
                    ]}
                    onSaved={() => void cache.invalidateQueries({ queryKey: ['emergencies'] })}
                  />
                </Reveal>
              </>
            ) : (
              <span className="mark">{code('finding', one.finding)}</span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Words({ caseId, glassId }: { readonly caseId: string; readonly glassId: string }) {
  const { t } = useWords();
  const [text, setText] = useState<string>();
  const show = async () => {
    const answer = await client.query('emergency.reason', { caseId, glassId });
    if (answer.ok) setText(answer.value.text ?? t('case.erased'));
  };
  return text === undefined ? (
    <button type="button" onClick={() => void show()}>
      {t('emergency.show')}
    </button>
  ) : (
    <p>
      <bdi>{text}</bdi>
    </p>
  );
}
