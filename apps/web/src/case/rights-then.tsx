import type { Refusal } from '@sojourn/kernel';
import type { Days } from '@sojourn/rules';
import { useState } from 'react';
import { client } from '../api.ts';
import type { Rights } from '../case-view.ts';
import { useDates, useRefusal } from '../desk.tsx';
import { isolated } from '../rules/isolated.ts';
import { ThreeDays, todayThrice } from '../rules/three-days.tsx';
import { Reveal } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { RightLines } from './right-lines.tsx';

/** The same question by the facts of one day, the law of another and what was known by a third: for an appeal, or to see what a colleague saw. */
export function RightsThen({ caseId }: { readonly caseId: string }) {
  const { t } = useWords();
  const day = useDates();
  const sentence = useRefusal();
  const [days, setDays] = useState<Days>(todayThrice);
  const [found, setFound] = useState<Rights>();
  const [refused, setRefused] = useState<Refusal>();
  const look = async () => {
    setFound(undefined);
    setRefused(undefined);
    const answer = await client.query('case.rights', { caseId, on: days.facts, law: days.law, known: days.known }).catch(() => undefined);
    if (answer === undefined) setRefused({ kind: 'away' });
    else if (answer.ok) setFound(answer.value);
    else setRefused(answer.refusal);
  };
  return (
    <Reveal label={t('rights.then')}>
      <ThreeDays days={days} onChange={setDays} />
      <button type="button" onClick={() => void look()}>
        {t('rights.thenShow')}
      </button>
      <div aria-live="polite">
        {refused === undefined ? null : <p role="alert">{refused.kind === 'away' ? t('away') : sentence(refused)}</p>}
        {found === undefined ? null : (
          <>
            <p className="note">
              {t('days.asked', { facts: isolated(day(found.days.facts)), law: isolated(day(found.days.law)), known: isolated(day(found.days.known)) })}
            </p>
            {found.lines.every((line) => line.duties.length === 0) ? <p>{t('rights.thenNone')}</p> : <RightLines rights={found} />}
          </>
        )}
      </div>
    </Reveal>
  );
}
