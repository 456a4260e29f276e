import type { Refusal } from '@sojourn/kernel';
import { ruleQueries } from '@sojourn/programmes/operations';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client, mayEver } from '../api.ts';
import { useDates, useDesk, useFactValue, useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { ChangedLines } from './changed-lines.tsx';
import { isolated } from './isolated.ts';
import type { RulesList, ShownRule } from './rules-list.ts';

type Version = RulesList['versions'][number];
type WhatIf = Extract<Awaited<ReturnType<typeof client.query<'rules.what-if'>>>, { ok: true }>['value'];
type Props = { readonly list: RulesList; readonly rule: ShownRule; readonly onChanged: () => void };

/** What waits for a second person: the change in words, whom it would touch, and the two ways on. */
export function Drafts({ list, rule, onChanged }: Props) {
  const { t } = useWords();
  const waiting = list.versions.filter(({ address, outcome }) => address === rule.address && outcome === null);
  return (
    <Section id="drafts" title={t('rules.drafts')}>
      {waiting.length === 0 ? <p className="quiet">{t('rules.noDrafts')}</p> : null}
      <ul className="log">
        {waiting.map((draft) => (
          <OneDraft key={draft.draftId} draft={draft} list={list} rule={rule} onChanged={onChanged} />
        ))}
      </ul>
    </Section>
  );
}

function OneDraft({ draft, list, rule, onChanged }: Props & { readonly draft: Version }) {
  const { t } = useWords();
  const { session, say } = useDesk();
  const sentence = useRefusal();
  const day = useDates();
  const [seen, setSeen] = useState<WhatIf>();
  const [refused, setRefused] = useState<Refusal>();
  const { draftId } = draft;
  const look = async () => {
    const found = await client.query('rules.what-if', { draftId });
    if (found.ok) setSeen(found.value);
    else setRefused(found.refusal);
  };
  const publish = async () => {
    const done = await client.query('rules.publish', { draftId });
    if (!done.ok) return setRefused(done.refusal);
    say(t('rules.published', { hash: done.value.bundleHash.slice(0, 12) }));
    return onChanged();
  };
  const withdraw = async () => {
    const done = await client.query('rules.withdraw', { draftId });
    if (!done.ok) return setRefused(done.refusal);
    say(t('rules.withdrawn'));
    return onChanged();
  };
  return (
    <li>
      <p>{t('rules.by', { person: isolated(list.people[draft.writtenBy] ?? ''), day: isolated(day(new Date(draft.writtenAt).toISOString().slice(0, 10))) })}</p>
      <ChangedLines before={rule.rule} after={draft.rule} />
      {draft.mine ? <p className="note">{t('rules.mine')}</p> : null}
      <div className="actions">
        {mayEver(session, ruleQueries['rules.what-if']) ? (
          <button type="button" onClick={() => void look()}>
            {t('rules.whatIf')}
          </button>
        ) : null}
        {draft.mine ? null : (
          <button type="button" className="primary" onClick={() => void publish()}>
            {t('rules.publish')}
          </button>
        )}
        <button type="button" onClick={() => void withdraw()}>
          {t('rules.withdraw')}
        </button>
      </div>
      {refused === undefined ? null : <p role="alert">{sentence(refused)}</p>}
      <div aria-live="polite">{seen === undefined ? null : <Touched seen={seen} />}</div>
    </li>
  );
}

function Touched({ seen: { looked, changes } }: { readonly seen: WhatIf }) {
  const { t } = useWords();
  const { texts } = useDesk();
  const value = useFactValue();
  const cases = new Set(changes.map(({ caseId }) => caseId)).size;
  if (cases === 0) return <p>{t('rules.whatIfNone', { looked })}</p>;
  return (
    <>
      <p>{t('rules.whatIfSome', { looked, count: cases })}</p>
      <ul>
        {changes.map((one) => (
          <li key={one.caseId + one.what}>
            <Link to="/case/$caseId" params={{ caseId: one.caseId }}>
              <bdi dir="ltr">{one.caseCode}</bdi>
            </Link>{' '}
            {t('rules.fromTo', { what: one.what, from: t(`rules.is.${one.from}`), to: t(`rules.is.${one.to}`) })}
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
    </>
  );
}
