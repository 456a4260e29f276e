import { isPlainDate } from '@sojourn/kernel';
import { useId } from 'react';
import { useWords } from '../words/index.tsx';

/** Law as it stood on a day; empty is today. */
export function DayField({ value, onChange }: { readonly value: string | undefined; readonly onChange: (day: string | undefined) => void }) {
  const { t } = useWords();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('law.on')}</label>
      <input
        id={id}
        type="date"
        defaultValue={value}
        key={value ?? ''}
        onChange={(event) => {
          const day = event.target.value;
          if (day === '' || (isPlainDate(day) && day >= '1900-01-01')) onChange(day === '' ? undefined : day);
        }}
      />
    </div>
  );
}
