import { useWords } from '../words/index.tsx';
import { differences } from './differences.ts';
import { useLexicon } from './lexicon.ts';
import { type Body, wordsOf } from './rules-list.ts';

/** Two versions of a rule in the reader's language: what is new and what is left out, by word as well as by sign. */
export function ChangedLines({ before, after }: { readonly before: Body; readonly after: Body }) {
  const { t } = useWords();
  const lexicon = useLexicon();
  const found = differences(wordsOf(before, lexicon), wordsOf(after, lexicon));
  return (
    <ol className="rule-changes">
      {found.map(({ is, line }, index) => {
        const words = <bdi>{line.trim()}</bdi>;
        const inset = { paddingInlineStart: `${(line.length - line.trimStart().length) * 0.6}rem` };
        return (
          <li key={index} className={is} style={inset}>
            {is === 'added' ? (
              <ins>
                + {words} <span className="quiet">({t('rules.added')})</span>
              </ins>
            ) : is === 'removed' ? (
              <del>
                − {words} <span className="quiet">({t('rules.removed')})</span>
              </del>
            ) : (
              words
            )}
          </li>
        );
      })}
    </ol>
  );
}
