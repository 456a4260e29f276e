import type { interchangeQueries } from '@sojourn/interchange/operations';
import type { QueryOutput } from '@sojourn/operations';
import { Link } from '@tanstack/react-router';
import { useRefusal } from '../desk.tsx';
import { useWords } from '../words/index.tsx';

export type Done = QueryOutput<typeof interchangeQueries, 'import.commit'>;

/** What an import made: the cases, and the rows that nothing was made of. */
export function Recorded({ done }: { readonly done: Done }) {
  const { t } = useWords();
  const sentence = useRefusal();
  return (
    <section className="card" aria-labelledby="recorded">
      <h2 id="recorded">{t('import.recorded')}</h2>
      <ul className="log">
        {done.created.slice(0, 200).map(({ row, caseId, caseCode }) => (
          <li key={row}>
            {t('import.row')} {row}:{' '}
            <Link to="/case/$caseId" params={{ caseId }}>
              <bdi dir="ltr">{caseCode}</bdi>
            </Link>
          </li>
        ))}
      </ul>
      {done.refused.map(({ row, kind }) => (
        <p key={row} className="notice">
          {t('import.row')} {row}: {sentence({ kind })}
        </p>
      ))}
      {done.changedSince.length === 0 ? null : (
        <p className="notice">
          {t('import.changedRows', { rows: done.changedSince.join(', ') })} {t('import.changedLead')}
        </p>
      )}
      {done.skipped.length === 0 ? null : <p className="quiet">{t('import.skipped', { rows: done.skipped.join(', ') })}</p>}
    </section>
  );
}
