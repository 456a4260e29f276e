import { useId } from 'react';
import { useWords } from '../words/index.tsx';
import { DateField } from './date-field.tsx';
import type { FieldShape } from './field-shape.ts';
import { NameParts, readNameParts } from './name-parts.tsx';
import { PersonField, readPerson } from './person-field.tsx';
import { SeveralField } from './several-field.tsx';

export function Field({ shape }: { readonly shape: FieldShape }) {
  const { t } = useWords();
  const id = useId();
  const hintId = `${id}-hint`;
  const common = { id, name: shape.name, required: shape.required === true, ...(shape.hint === undefined ? {} : { 'aria-describedby': hintId }) };
  if (shape.kind === 'several') return <SeveralField shape={shape} />;
  if (shape.kind === 'date') return <DateField shape={shape} />;
  if (shape.kind === 'person') return <PersonField shape={shape} />;
  if (shape.kind === 'parts') return <NameParts shape={shape} />;
  if (shape.kind === 'buttons' || shape.kind === 'many') {
    const many = shape.kind === 'many';
    return (
      <fieldset className="field">
        <legend>{shape.label}</legend>
        <div className="options">
          {shape.options?.map(({ value, label }) => (
            <label key={value} className="option">
              <input
                type={many ? 'checkbox' : 'radio'}
                name={shape.name}
                value={value}
                defaultChecked={!many && value === shape.value}
                required={!many && shape.required === true}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </fieldset>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>
        {shape.label}
        {shape.required === true || shape.kind === 'choice' || shape.kind === 'money' ? null : <span className="quiet"> · {t('optional')}</span>}
      </label>
      {shape.kind === 'choice' ? (
        <select {...common} defaultValue={shape.value}>
          {shape.options?.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      ) : shape.kind === 'long' ? (
        <textarea {...common} rows={3} dir="auto" defaultValue={shape.value} />
      ) : shape.kind === 'money' ? (
        <span className="money">
          <input {...common} inputMode="decimal" pattern="[0-9]{1,8}([.][0-9]{1,2})?" dir="ltr" />
          <input
            aria-label={t('plan.currency')}
            name={`${shape.name}.currency`}
            defaultValue={shape.currency ?? 'USD'}
            pattern="[A-Z]{3}"
            maxLength={3}
            required
            dir="ltr"
          />
        </span>
      ) : (
        <input
          {...common}
          type={shape.kind === 'number' ? 'number' : 'text'}
          min={shape.kind === 'number' ? 1 : undefined}
          defaultValue={shape.value}
          dir="auto"
          autoComplete="off"
        />
      )}
      {shape.hint === undefined ? null : (
        <p id={hintId} className="hint">
          {shape.hint}
        </p>
      )}
    </div>
  );
}

/** Empty fields are left out: nothing said is not an answer. */
export function readFields(
  fields: readonly FieldShape[],
  data: FormData,
): { readonly input: Readonly<Record<string, unknown>>; readonly sealed: readonly { readonly field: string; readonly text: string }[] } {
  const input: Record<string, unknown> = {};
  const sealed: { field: string; text: string }[] = [];
  for (const { name, kind, sealed: isSealed, coded, member, exact } of fields) {
    const text = String(data.get(name) ?? '').trim();
    if (kind === 'several') {
      const chosen = [...new Set(data.getAll(name).map(String))].filter((one) => one !== '');
      if (chosen.length > 0) input[name] = chosen;
    } else if (kind === 'date') {
      const saidText = String(data.get(`${name}.said`) ?? '');
      if (text !== '') input[name] = text;
      if (saidText !== '' && exact !== true) sealed.push({ field: 'said', text: saidText });
    } else if (kind === 'person') {
      const { id, text: named } = readPerson(name, data);
      if (id !== undefined && member !== undefined) input[member] = id;
      if (named !== undefined) sealed.push({ field: name, text: named });
    } else if (kind === 'parts') {
      const parts = readNameParts(name, data);
      if (parts !== undefined) sealed.push({ field: name, text: parts });
    } else if (kind === 'many') input[name] = data.getAll(name).map(String);
    else if (text === '') continue;
    else if (isSealed === true) {
      sealed.push({ field: name, text });
      Object.assign(input, coded?.(text));
    } else if (kind === 'number') input[name] = Number(text);
    else if (kind === 'money') input[name] = moneyFrom(text, String(data.get(`${name}.currency`)));
    else input[name] = text;
  }
  return { input, sealed };
}

/** '32.5' and 'USD' to 3250 minor units, by the currency's own number of decimals. */
function moneyFrom(text: string, currency: string) {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const [whole = '0', part = ''] = text.split('.');
  return { minor: Number(`${whole}${part.padEnd(digits, '0').slice(0, digits)}`), currency };
}
