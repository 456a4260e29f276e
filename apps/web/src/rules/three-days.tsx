import { isPlainDate, type PlainDate } from '@sojourn/kernel';
import type { Days } from '@sojourn/rules';
import { useId } from 'react';
import { useWords } from '../words/index.tsx';

const today = (): PlainDate => new Date().toISOString().slice(0, 10) as PlainDate;
export const todayThrice = (): Days => ({ facts: today(), law: today(), known: today() });

const names = { facts: 'days.facts', law: 'days.law', known: 'days.known' } as const;

/** The day of the facts, of the law and of what was known: each by itself. */
export function ThreeDays({ days, onChange }: { readonly days: Days; readonly onChange: (days: Days) => void }) {
  const { t } = useWords();
  const id = useId();
  return (
    <div className="three-days">
      {(['facts', 'law', 'known'] as const).map((which) => (
        <div className="field" key={which}>
          <label htmlFor={`${id}${which}`}>{t(names[which])}</label>
          <input
            id={`${id}${which}`}
            name={`day ${which}`}
            type="date"
            value={days[which]}
            onChange={({ target: { value } }) => (isPlainDate(value) ? onChange({ ...days, [which]: value }) : undefined)}
          />
        </div>
      ))}
    </div>
  );
}
