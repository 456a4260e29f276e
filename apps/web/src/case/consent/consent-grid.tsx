import { today } from '../../desk.tsx';
import { useCode, useWords } from '../../words/index.tsx';
import type { CasePart } from '../part.ts';
import { useDirectory } from './options.ts';

type Consent = CasePart['record']['case']['consents'][number];
export type ConsentState = 'given' | 'refused' | 'withdrawn' | 'expired' | 'flawed' | 'not-asked';
const marks: Readonly<Record<ConsentState, string>> = { given: '✓', refused: '✕', withdrawn: '↩', expired: '⌛', flawed: '!', 'not-asked': '·' };

export function stateOf(consent: Consent | undefined, on: string): ConsentState {
  if (consent === undefined) return 'not-asked';
  if (consent.answer === 'refused') return 'refused';
  if (consent.withdrawnOn !== undefined) return 'withdrawn';
  if (consent.expiresOn !== undefined && consent.expiresOn < on) return 'expired';
  return consent.flaws.length > 0 ? 'flawed' : 'given';
}

/** One look: what was agreed to, by purpose and recipient. By sign and word, never by colour alone. */
export function ConsentGrid({ record, purposes }: { readonly record: CasePart['record']; readonly purposes: readonly string[] }) {
  const { t } = useWords();
  const code = useCode();
  const directory = useDirectory();
  const { consents } = record.case;
  const columns = [...new Set(['this-organisation', ...consents.map((one) => one.recipientId ?? one.recipient)])];
  const shown = purposes.filter(
    (purpose) => ['assistance', 'sharing', 'follow-up', 'statistics'].includes(purpose) || consents.some((one) => one.purpose === purpose),
  );
  const name = (column: string) =>
    directory.find((one) => one.recipientId === column)?.name ?? code('recipientKind', consents.find((one) => one.recipientId === column)?.recipient ?? column);
  return (
    <table className="consent-grid">
      <caption className="quiet">{t('cs.grid')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('consent.purpose')}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              <bdi>{name(column)}</bdi>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((purpose) => (
          <tr key={purpose}>
            <th scope="row">{code('purpose', purpose)}</th>
            {columns.map((column) => {
              const state = stateOf(
                consents.findLast((one) => one.setAside !== true && one.purpose === purpose && (one.recipientId ?? one.recipient) === column),
                today(),
              );
              return (
                <td key={column} className={`consent-${state}`} data-with={name(column)}>
                  <span aria-hidden="true">{marks[state]}</span> {code('consentState', state)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
