import { useId, useState } from 'react';
import { useWords } from '../words/index.tsx';
import type { Option } from './field-shape.ts';

type Props = { readonly name: string; readonly label: string; readonly options?: readonly Option[]; readonly required?: boolean };

/** One or several of a long list, such as citizenships: a choice each. */
export function SeveralField({ shape: { name, label, options = [], required = false } }: { readonly shape: Props }) {
  const { t } = useWords();
  const id = useId();
  const [count, setCount] = useState(1);
  return (
    <fieldset className="pair">
      <legend>{label}</legend>
      {Array.from({ length: count }, (_, at) => at + 1).map((number) => (
        <div className="field" key={number}>
          <label htmlFor={`${id}-${number}`}>{t('several.number', { number })}</label>
          <select id={`${id}-${number}`} name={name} required={required && number === 1} defaultValue="">
            <option value="">–</option>
            {options.map(({ value, label: words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button type="button" onClick={() => setCount(count + 1)}>
        {t('several.another')}
      </button>
    </fieldset>
  );
}
