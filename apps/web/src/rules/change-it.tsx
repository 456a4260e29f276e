import { useId, useState } from 'react';
import { client } from '../api.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { FeelText } from './feel-text.tsx';
import { useLexicon } from './lexicon.ts';
import { type Change, expressionOf, readWords, type ShownRule, wordsOf } from './rules-list.ts';
import { EditTables } from './table-picture.tsx';

type Props = { readonly rule: ShownRule; readonly collected: readonly Change[]; readonly onCollect: (change: Change) => void; readonly onKept: () => void };

/** The rule's sentences in the reader's own language, read back line by line while they are edited; its tables beside them, cell by cell. */
export function ChangeIt({ rule, collected, onCollect, onKept }: Props) {
  const { t } = useWords();
  const { say } = useDesk();
  const lexicon = useLexicon();
  const id = useId();
  const { address, kind } = rule;
  const before = collected.find((one) => one.address === address) ?? rule;
  const [text, setText] = useState(() => wordsOf(before, lexicon));
  const read = readWords(kind, text, lexicon);
  const { refused, keep } = useKeeping(onKept);
  const change = (): Change | undefined => (read.ok ? { address, kind, rule: JSON.parse(JSON.stringify(read.rule)) as Change['rule'] } : undefined);
  const collect = () => {
    const mine = change();
    if (mine === undefined) return;
    onCollect(mine);
    say(t('rules.addedToDraft'));
  };
  const keepThis = () => {
    const mine = change();
    if (mine !== undefined) void keep([...collected.filter((one) => one.address !== address), mine]);
  };
  return (
    <Section id="change" title={t('rules.change')} lead={t('rules.changeLead')}>
      <div className="act-form">
        <div className="field">
          <label htmlFor={id}>{t('rules.text')}</label>
          <textarea
            id={id}
            className="rule-text"
            rows={Math.min(text.split('\n').length + 2, 24)}
            dir="auto"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-describedby={`${id}-state`}
            aria-invalid={!read.ok}
          />
        </div>
        <div id={`${id}-state`} role="status">
          {read.ok ? (
            <p className="quiet">{t('rules.readable')}</p>
          ) : (
            <ul className="flags">
              {read.problems.map((problem) => (
                <li key={`${problem.line} ${problem.column} ${problem.kind}`}>
                  {t('rules.at', { line: problem.line, column: problem.column })}: {t(`rules.wrong.${problem.kind}`)} <bdi>{problem.text}</bdi>
                </li>
              ))}
            </ul>
          )}
        </div>
        {read.ok ? <EditTables rule={read.rule} onChange={(changed) => setText(wordsOf({ kind, rule: changed }, lexicon))} /> : null}
        {read.ok && kind === 'answers' ? (
          <FeelText rule={expressionOf(read.rule)} onTaken={(taken) => setText(wordsOf({ kind, rule: taken }, lexicon))} />
        ) : null}
        {refused}
        <div className="actions">
          <button type="button" className="primary" disabled={!read.ok} onClick={keepThis}>
            {collected.some((one) => one.address !== address)
              ? t('rules.keepAll', { count: collected.filter((one) => one.address !== address).length + 1 })
              : t('rules.keep')}
          </button>
          <button type="button" disabled={!read.ok} onClick={collect}>
            {t('rules.collect')}
          </button>
        </div>
      </div>
    </Section>
  );
}

/** Rules changed so far and not yet sent: one draft with all of them. */
export function Collected({
  collected,
  onLeaveOut,
  onKept,
}: {
  readonly collected: readonly Change[];
  readonly onLeaveOut: (address: string) => void;
  readonly onKept: () => void;
}) {
  const { t } = useWords();
  const { refused, keep } = useKeeping(onKept);
  if (collected.length === 0) return null;
  return (
    <Section id="collected" title={t('rules.collected')} lead={t('rules.collectedLead')}>
      <ul className="log">
        {collected.map(({ address }) => (
          <li key={address}>
            <bdi dir="ltr">{address}</bdi>{' '}
            <button type="button" onClick={() => onLeaveOut(address)}>
              {t('rules.leaveOut', { rule: address })}
            </button>
          </li>
        ))}
      </ul>
      {refused}
      <button type="button" className="primary" onClick={() => void keep(collected)}>
        {t('rules.keepAll', { count: collected.length })}
      </button>
    </Section>
  );
}

/** Keeps a draft; what is wrong with it is shown where it was made. */
function useKeeping(onKept: () => void) {
  const { t } = useWords();
  const { say } = useDesk();
  const sentence = useRefusal();
  const [refused, setRefused] = useState<{ readonly message: string; readonly problems: readonly string[] }>();
  const keep = async (changes: readonly Change[]) => {
    const kept = await client.query('rules.draft', { changes: [...changes] });
    if (!kept.ok) {
      const { problems } = kept.refusal;
      setRefused({ message: sentence(kept.refusal), problems: Array.isArray(problems) ? problems.map(String) : [] });
      return;
    }
    setRefused(undefined);
    say(t('rules.kept'));
    onKept();
  };
  const shown =
    refused === undefined ? null : (
      <div role="alert">
        <p>{refused.message}</p>
        <ul className="flags">
          {refused.problems.map((problem) => (
            <li key={problem} lang="en">
              <bdi dir="ltr">{problem}</bdi>
            </li>
          ))}
        </ul>
      </div>
    );
  return { refused: shown, keep };
}
