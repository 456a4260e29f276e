import { accountQueries } from '@sojourn/accounts/operations';
import { caseParts, partRules } from '@sojourn/casework';
import { caseworkActs, caseworkDocuments, caseworkQueries } from '@sojourn/casework/operations';
import { governanceQueries } from '@sojourn/governance/operations';
import { integrationQueries, workQueries } from '@sojourn/integrations/operations';
import { interchangeQueries } from '@sojourn/interchange/operations';
import { type Expected, expectedOf, partsFor, type Role, roles, rowsOf, situations } from '@sojourn/operations';
import { programmeQueries } from '@sojourn/programmes/operations';
import { rightsQueries } from '@sojourn/rights/operations';
import { useId, useState } from 'react';
import { useCode, useWords } from '../words/index.tsx';

const rows = rowsOf(
  accountQueries,
  caseworkActs,
  caseworkQueries,
  caseworkDocuments,
  governanceQueries,
  rightsQueries,
  programmeQueries,
  interchangeQueries,
  integrationQueries,
  workQueries,
);
const signs: Readonly<Record<Expected, string>> = { yes: '✓', no: '✕', 'nothing-there': '–', closed: '◐', authority: '✋' };

/** The rules themselves, read as a table: one role at a time. */
export function PermissionsScreen() {
  const { t } = useWords();
  const code = useCode();
  const [role, setRole] = useState<Role>('caseworker');
  const [wanted, setWanted] = useState('');
  const ids = { role: useId(), find: useId() };
  const shown = rows.filter(({ name, summary }) => `${name} ${summary}`.toLowerCase().includes(wanted.toLowerCase()));
  const seen = partsFor(partRules, caseParts, [role]);
  const withheld = caseParts.filter((part) => !seen.has(part));
  const meaning = (is: Expected) => t(is === 'nothing-there' ? 'permissions.nothing-there' : `permissions.${is}`);
  return (
    <>
      <h1>{t('permissions.title')}</h1>
      <p className="lead">{t('permissions.lead')}</p>
      <div className="card act-form">
        <div className="field">
          <label htmlFor={ids.role}>{t('permissions.role')}</label>
          <select id={ids.role} value={role} onChange={(event) => setRole(event.target.value as Role)}>
            {roles.map((one) => (
              <option key={one} value={one}>
                {code('role', one)}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={ids.find}>{t('permissions.find')}</label>
          <input id={ids.find} type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} dir="auto" autoComplete="off" />
        </div>
        <p className="quiet">
          {(Object.keys(signs) as Expected[]).map((is) => (
            <span key={is} className="legend">
              <span aria-hidden="true">{signs[is]}</span> {meaning(is)}{' '}
            </span>
          ))}
        </p>
        <p>
          {withheld.length === 0 ? t('permissions.withheldNothing') : `${t('permissions.withheld')} ${withheld.map((part) => code('part', part)).join(' · ')}`}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className="scrolls" aria-label={t('permissions.title')} tabIndex={0}>
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">{t('permissions.operation')}</th>
              {situations.map((situation) => (
                <th key={situation} scope="col">
                  {code('situation', situation)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, summary, policy }) => (
              <tr key={name}>
                <th scope="row">
                  <bdi lang="en" dir="ltr">
                    {name}
                  </bdi>
                  <span className="quiet" lang="en" dir="ltr">
                    {summary}
                  </span>
                  {policy.sealed === 'reads' ? <span className="mark">{t('permissions.reads')}</span> : null}
                </th>
                {policy.about === 'case' ? (
                  situations.map((situation) => <Cell key={situation} is={expectedOf(policy, role, situation)} meaning={meaning} />)
                ) : (
                  <Cell is={expectedOf(policy, role, 'own-office')} meaning={meaning} across={situations.length} />
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Cell({ is, meaning, across = 1 }: { readonly is: Expected; readonly meaning: (is: Expected) => string; readonly across?: number }) {
  return (
    <td className={is === 'yes' ? 'may' : ''} colSpan={across}>
      <span aria-hidden="true">{signs[is]}</span>
      <span className="unseen">{meaning(is)}</span>
    </td>
  );
}
