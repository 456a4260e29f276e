import { complaintCategories } from '@sojourn/governance';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../api.ts';
import { AskForm } from '../ui/ask-form.tsx';
import { useColleagues, useMoments } from '../ui/colleagues.ts';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';

type Sent = { readonly code: string; readonly acknowledgedBy: number; readonly reviewersHere: boolean };
type Followed = {
  readonly receivedAt: number;
  readonly dueAt?: number | undefined;
  readonly steps: readonly { readonly stage: string; readonly outcome?: string | undefined; readonly at: number; readonly reply?: string | undefined }[];
};

/** For anyone who is signed in, and about anyone. Nothing of it stays on this device. */
export function ComplaintScreen() {
  const { t } = useWords();
  const code = useCode();
  const moment = useMoments();
  const colleagues = useColleagues();
  const { case: caseId } = useSearch({ from: '/complain' });
  const [sent, setSent] = useState<Sent>();
  return (
    <>
      <h1>{t('complaint.title')}</h1>
      <div className="card">
        {sent === undefined ? (
          <>
            <p className="lead">{t('complaint.lead')}</p>
            {caseId === undefined ? null : <p className="notice">{t('complaint.fromCase')}</p>}
            <AskForm
              fields={[
                {
                  name: 'category',
                  label: t('complaint.category'),
                  kind: 'choice',
                  options: complaintCategories.map((value) => ({ value, label: code('complaintAbout', value) })),
                },
                { name: 'named', label: t('complaint.named'), kind: 'many', options: colleagues },
                { name: 'words', label: t('complaint.words'), kind: 'long', required: true },
                {
                  name: 'sayWhoIAm',
                  label: t('complaint.sayWho'),
                  kind: 'buttons',
                  value: 'no',
                  options: [
                    { value: 'no', label: t('complaint.sayNo') },
                    { value: 'yes', label: t('complaint.sayYes') },
                  ],
                },
              ]}
              button={t('complaint.send')}
              send={async (value, all) => {
                const answer = await client.query('complaint.file', {
                  category: value('category') as (typeof complaintCategories)[number],
                  named: [...all('named')],
                  words: value('words'),
                  sayWhoIAm: value('sayWhoIAm') === 'yes',
                  ...(caseId === undefined ? {} : { caseId }),
                });
                if (answer.ok) setSent(answer.value);
                return answer;
              }}
            />
          </>
        ) : (
          <div role="status">
            <p>
              <strong>{t('complaint.sent')}</strong>
            </p>
            <p>{t('complaint.code')}</p>
            <p className="code" dir="ltr">
              {sent.code}
            </p>
            <p>{sent.reviewersHere ? t('complaint.acknowledgedBy', { at: moment(sent.acknowledgedBy) }) : t('complaint.noReviewers')}</p>
          </div>
        )}
      </div>
      <Follow />
    </>
  );
}

function Follow() {
  const { t } = useWords();
  const code = useCode();
  const moment = useMoments();
  const [found, setFound] = useState<Followed>();
  return (
    <Section id="follow" title={t('complaint.followTitle')}>
      <AskForm
        fields={[{ name: 'code', label: t('complaint.followCode'), kind: 'text', required: true }]}
        button={t('complaint.follow')}
        send={async (value) => {
          const answer = await client.query('complaint.follow', { code: value('code') });
          setFound(answer.ok ? answer.value : undefined);
          return answer;
        }}
      />
      {found === undefined ? null : (
        <ul className="log" role="status">
          <li>{t('complaint.received', { at: moment(found.receivedAt) })}</li>
          {found.steps.map((step) => (
            <li key={step.at}>
              <strong>{code('complaintStage', step.stage)}</strong> {step.outcome === undefined ? '' : code('complaintOutcome', step.outcome)}{' '}
              <span className="quiet">{moment(step.at)}</span>
              {step.reply === undefined ? null : (
                <p>
                  <bdi>{step.reply}</bdi>
                </p>
              )}
            </li>
          ))}
          {found.dueAt === undefined ? null : <li>{t('complaint.due', { at: moment(found.dueAt) })}</li>}
        </ul>
      )}
    </Section>
  );
}
