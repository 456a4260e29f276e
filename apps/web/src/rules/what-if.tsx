import type { Refusal } from '@sojourn/kernel';
import { ruleQueries } from '@sojourn/programmes/operations';
import type { Days } from '@sojourn/rules';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../api.ts';
import { useDates, useDesk, useFactValue, useRefusal } from '../desk.tsx';
import { Reveal } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { followWork, type WorkEvent } from '../work.ts';
import { useComputed } from './computed.ts';
import { isolated } from './isolated.ts';
import { ThreeDays, todayThrice } from './three-days.tsx';

type Seen = Extract<Awaited<ReturnType<typeof client.query<'rules.what-if'>>>, { ok: true }>['value'];
type Came = Seen['counts'][number]['from'];

/** Which cases of the whole register would be answered otherwise: by the facts, the law and the knowledge of three days, with how far it is. */
export function WhatIf({ draftId }: { readonly draftId: string }) {
  const { t } = useWords();
  const sentence = useRefusal();
  const [days, setDays] = useState<Days>(todayThrice);
  const [far, setFar] = useState<{ readonly done: number; readonly total: number | undefined }>();
  const [seen, setSeen] = useState<Seen>();
  const [refused, setRefused] = useState<Refusal>();
  const told = (event: WorkEvent) => {
    if (event.is === 'progress') return setFar(event);
    setFar(undefined);
    if (event.is === 'refused') return setRefused({ kind: event.kind });
    return setSeen(ruleQueries['rules.what-if'].output.parse(event.value));
  };
  const look = async () => {
    setSeen(undefined);
    setRefused(undefined);
    setFar({ done: 0, total: undefined });
    const begun = await client.begin('rules.what-if', { draftId, on: days.facts, law: days.law, known: days.known });
    if (begun.ok) followWork(begun.value.workId, told);
    else told({ is: 'refused', kind: begun.refusal.kind });
  };
  return (
    <div className="what-if">
      <Reveal label={t('days.title')}>
        <ThreeDays days={days} onChange={setDays} />
      </Reveal>
      <button type="button" disabled={far !== undefined} onClick={() => void look()}>
        {t('rules.whatIf')}
      </button>
      <div aria-live="polite">
        {far === undefined ? null : <p>{t('rules.wholeRegister', { done: far.done, total: far.total ?? '…' })}</p>}
        {refused === undefined ? null : <p role="alert">{sentence(refused)}</p>}
        {seen === undefined ? null : <Touched seen={seen} />}
      </div>
    </div>
  );
}

function Touched({ seen: { looked, cases, counts, changes, days } }: { readonly seen: Seen }) {
  const { t } = useWords();
  const { texts } = useDesk();
  const day = useDates();
  const value = useFactValue();
  const computed = useComputed();
  const came = (one: Came): string => {
    if (one.is === 'between') return t('rules.between', { least: computed(one.value), most: computed(one.most) });
    return one.is === 'value' ? computed(one.value) : t(`rules.is.${one.is}`);
  };
  const words = (one: Pick<Seen['counts'][number], 'what' | 'from' | 'to'>) =>
    t('rules.fromTo', { what: isolated(one.what), from: isolated(came(one.from)), to: isolated(came(one.to)) });
  const asOf = <p className="quiet">{t('days.asked', { facts: isolated(day(days.facts)), law: isolated(day(days.law)), known: isolated(day(days.known)) })}</p>;
  if (cases === 0)
    return (
      <>
        <p>{t('rules.whatIfNone', { looked })}</p>
        {asOf}
      </>
    );
  const left = counts.reduce((sum, { count }) => sum + count, 0) - changes.length;
  return (
    <>
      <p>{t('rules.whatIfSome', { looked, count: cases })}</p>
      {asOf}
      <ul>
        {counts.map((one) => (
          <li key={one.what + came(one.from) + came(one.to)}>
            {t('rules.counted', { count: one.count })} · {words(one)}
          </li>
        ))}
      </ul>
      <ul>
        {changes.map((one) => (
          <li key={one.caseId + one.what}>
            <Link to="/case/$caseId" params={{ caseId: one.caseId }}>
              <bdi dir="ltr">{one.caseCode}</bdi>
            </Link>{' '}
            {words(one)}
            <span className="quiet">
              {' '}
              {[
                ...one.because.map(({ fact, value: held }) => `${texts.facts[fact]?.name ?? fact}: ${value(fact, held)}`),
                ...one.ask.map((fact) => `${texts.facts[fact]?.name ?? fact}?`),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {left > 0 ? <p>{t('rules.more', { count: left })}</p> : null}
    </>
  );
}
