import { readSentences, writeSentences } from '@sojourn/rules';
import { useId, useState } from 'react';
import { client } from '../api.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { useLexicon } from './lexicon.ts';
import { expressionOf, type ShownRule } from './rules-list.ts';

/** The rule's sentences in the reader's own language, read back line by line while they are edited. */
export function ChangeIt({ rule, onKept }: { readonly rule: ShownRule; readonly onKept: () => void }) {
  const { t } = useWords();
  const { say } = useDesk();
  const sentence = useRefusal();
  const lexicon = useLexicon();
  const id = useId();
  const [text, setText] = useState(() => writeSentences(expressionOf(rule.rule), lexicon));
  const [refused, setRefused] = useState<{ readonly message: string; readonly problems: readonly string[] }>();
  const read = readSentences(text, lexicon);
  const keep = async () => {
    if (!read.ok) return;
    const kept = await client.query('rules.draft', { address: rule.address, rule: JSON.parse(JSON.stringify(read.rule)) });
    if (!kept.ok) {
      const { problems } = kept.refusal;
      setRefused({ message: sentence(kept.refusal), problems: Array.isArray(problems) ? problems.map(String) : [] });
      return;
    }
    setRefused(undefined);
    say(t('rules.kept'));
    onKept();
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
        {refused === undefined ? null : (
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
        )}
        <button type="button" className="primary" disabled={!read.ok} onClick={() => void keep()}>
          {t('rules.keep')}
        </button>
      </div>
    </Section>
  );
}
