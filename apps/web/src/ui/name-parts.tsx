import { type NamePart, namePartsText, partRoles } from '@sojourn/people';
import { useId } from 'react';
import { useCode, useWords } from '../words/index.tsx';

const rows = [0, 1, 2, 3] as const;

/** Only if the person says which part is what: in the order they say them. Nobody else divides a name. */
export function NameParts({ shape }: { readonly shape: { readonly name: string; readonly label: string } }) {
  const { t } = useWords();
  const code = useCode();
  const id = useId();
  return (
    <details className="late">
      <summary>{shape.label}</summary>
      <p className="hint">{t('name.partsHint')}</p>
      {rows.map((row) => (
        <fieldset key={row} className="pair">
          <legend>{t('name.part', { number: row + 1 })}</legend>
          <label htmlFor={`${id}-role-${row}`}>{t('name.partIs')}</label>
          <select id={`${id}-role-${row}`} name={`${shape.name}.role.${row}`} defaultValue="other">
            {partRoles.map((role) => (
              <option key={role} value={role}>
                {code('partRole', role)}
              </option>
            ))}
          </select>
          <label htmlFor={`${id}-text-${row}`}>{t('name.partText')}</label>
          <input id={`${id}-text-${row}`} name={`${shape.name}.text.${row}`} dir="auto" autoComplete="off" maxLength={300} />
        </fieldset>
      ))}
    </details>
  );
}

export function readNameParts(name: string, data: FormData): string | undefined {
  const parts: readonly NamePart[] = rows.flatMap((row) => {
    const text = String(data.get(`${name}.text.${row}`) ?? '').trim();
    const role = partRoles.find((one) => one === data.get(`${name}.role.${row}`)) ?? 'other';
    return text === '' ? [] : [{ role, text }];
  });
  return parts.length === 0 ? undefined : namePartsText(parts);
}
