import { useId } from 'react';
import { useDesk } from '../desk.tsx';
import { usePlaces } from '../ui/places.ts';
import { useWords } from '../words/index.tsx';

/** One fact of an example person: a value, or why there is none. */
export function ExampleField({ fact }: { readonly fact: string }) {
  const { t } = useWords();
  const { texts, facts } = useDesk();
  const places = usePlaces();
  const id = useId();
  const kind = facts[fact];
  const none = [
    ['', t('rules.notKnown')],
    ['!declined', t('rules.declined')],
    ['!disagree', t('rules.disagree')],
  ] as const;
  const codes = Object.entries(texts.codes[kind?.codeList ?? ''] ?? {});
  const options: readonly (readonly [string, string])[] | undefined =
    kind?.kind === 'yes-no'
      ? [
          ['true', t('answer.yes')],
          ['false', t('answer.no')],
        ]
      : kind?.kind === 'country' || kind?.kind === 'countries'
        ? places.map(({ value, label }) => [value, label] as const)
        : kind?.kind === 'code' || kind?.kind === 'codes'
          ? codes
          : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{texts.facts[fact]?.name ?? fact}</label>
      {options === undefined ? (
        <>
          <input
            id={id}
            name={fact}
            dir="ltr"
            inputMode={kind?.kind === 'number' ? 'decimal' : 'text'}
            aria-describedby={kind?.kind.endsWith('date') === true ? `${id}-hint` : undefined}
          />
          {kind?.kind.endsWith('date') === true ? (
            <p className="hint" id={`${id}-hint`}>
              <bdi>{t('rules.dateHint')}</bdi>
            </p>
          ) : null}
        </>
      ) : (
        <select id={id} name={fact} defaultValue="">
          {[...none, ...options].map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
