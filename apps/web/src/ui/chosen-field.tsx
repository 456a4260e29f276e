import { useId, useState } from 'react';
import { useWords } from '../words/index.tsx';
import type { Option } from './field-shape.ts';

type Choice = Option & { readonly note?: string; readonly code?: boolean };
type Props = { readonly name: string; readonly label: string; readonly hint: string; readonly options: readonly Choice[] };

/** Some of a long list: found by typing, ticked one by one; what is ticked stays so when the list is narrowed. Nothing is ticked at first. */
export function ChosenField({ name, label, hint, options }: Props) {
  const { t } = useWords();
  const ids = { find: useId(), hint: useId() };
  const [wanted, setWanted] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (value: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(value);
    else next.delete(value);
    setChosen(next);
  };
  const found = (one: Choice) => `${one.value} ${one.label} ${one.note ?? ''}`.toLowerCase().includes(wanted.toLowerCase());
  return (
    <fieldset className="field chosen" aria-describedby={ids.hint}>
      <legend>{label}</legend>
      <p id={ids.hint} className="hint">
        {hint}
      </p>
      <div className="field">
        <label htmlFor={ids.find}>{t('chosen.find')}</label>
        <input id={ids.find} type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} dir="auto" autoComplete="off" />
      </div>
      <p role="status">{t('chosen.count', { count: chosen.size })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <ul className="choices" tabIndex={0} aria-label={label}>
        {options.map((one) => (
          <li key={one.value} hidden={!found(one)}>
            <label className="option">
              <input
                type="checkbox"
                name={name}
                value={one.value}
                checked={chosen.has(one.value)}
                onChange={(event) => toggle(one.value, event.target.checked)}
              />
              <span>
                {one.code === true ? (
                  <bdi lang="en" dir="ltr">
                    {one.label}
                  </bdi>
                ) : (
                  one.label
                )}
                {one.note === undefined ? null : (
                  <span className="quiet" lang="en" dir="ltr">
                    {one.note}
                  </span>
                )}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
