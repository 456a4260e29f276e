import type { Refusal } from '@sojourn/kernel';
import { ruleQueries } from '@sojourn/programmes/operations';
import { useState } from 'react';
import { client, mayEver } from '../api.ts';
import { useDates, useDesk, useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { ChangedLines } from './changed-lines.tsx';
import { isolated } from './isolated.ts';
import type { RulesList, ShownRule } from './rules-list.ts';
import { WhatIf } from './what-if.tsx';

type Version = RulesList['versions'][number];
type Props = { readonly list: RulesList; readonly rule: ShownRule; readonly onChanged: () => void };

/** What waits for a second person: the change in words, whom it would touch, and the two ways on. */
export function Drafts({ list, rule, onChanged }: Props) {
  const { t } = useWords();
  const waiting = list.versions.filter(({ changes, outcome }) => outcome === null && changes.some(({ address }) => address === rule.address));
  return (
    <Section id="drafts" title={t('rules.drafts')}>
      {waiting.length === 0 ? <p className="quiet">{t('rules.noDrafts')}</p> : null}
      <ul className="log">
        {waiting.map((draft) => (
          <OneDraft key={draft.draftId} draft={draft} list={list} onChanged={onChanged} />
        ))}
      </ul>
    </Section>
  );
}

function OneDraft({ draft, list, onChanged }: Omit<Props, 'rule'> & { readonly draft: Version }) {
  const { t } = useWords();
  const { session, say } = useDesk();
  const sentence = useRefusal();
  const day = useDates();
  const [refused, setRefused] = useState<Refusal>();
  const { draftId } = draft;
  const standing = (address: string) => list.books.flatMap((book) => book.rules).find((one) => one.address === address);
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
      {draft.changes.map((change) => (
        <div key={change.address}>
          {draft.changes.length === 1 ? null : (
            <h3>
              <bdi dir="ltr">{change.address}</bdi>
            </h3>
          )}
          <ChangedLines before={standing(change.address) ?? change} after={change} />
        </div>
      ))}
      {mayEver(session, ruleQueries['rules.what-if']) ? <WhatIf draftId={draftId} /> : null}
      {draft.mine ? <p className="note">{t('rules.mine')}</p> : null}
      <div className="actions">
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
    </li>
  );
}
