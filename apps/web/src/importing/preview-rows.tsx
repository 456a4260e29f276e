import { Link } from '@tanstack/react-router';
import type { client } from '../api.ts';
import { useDesk, useFactValue } from '../desk.tsx';
import { Evidence } from '../same-person/evidence.tsx';
import { useCode, useWords } from '../words/index.tsx';

export type Preview = Extract<Awaited<ReturnType<typeof client.query<'import.preview'>>>, { ok: true }>['value'];
type Row = Preview['rows'][number];
type Props = {
  readonly preview: Preview;
  readonly from: number;
  readonly leftOut: ReadonlySet<number>;
  readonly onLeaveOut: (row: number, out: boolean) => void;
  readonly onPage: (from: number) => void;
};

export const PAGE = 100;

/** What would happen with each row: what is understood, what is kept sealed, what somebody should look at. */
export function PreviewRows({ preview, from, leftOut, onLeaveOut, onPage }: Props) {
  const { t } = useWords();
  const code = useCode();
  const { counts, rows, headerFlags } = preview;
  const [first, last] = [rows.length === 0 ? 0 : from + 1, from + rows.length];
  return (
    <>
      <p>
        {(['new', 'unclear', 'already-here', 'changed-since'] as const)
          .filter((outcome) => counts[outcome] > 0)
          .map((outcome) => `${code('import', outcome)}: ${counts[outcome]}`)
          .join(' · ')}
      </p>
      {headerFlags.length === 0 ? null : (
        <ul className="flags">
          {headerFlags.map((flag) => (
            <li key={flag.column + flag.kind + flag.text}>
              {flag.text === '' ? null : (
                <>
                  <bdi>{flag.text}</bdi>:{' '}
                </>
              )}
              {code('flag', flag.kind)}
            </li>
          ))}
        </ul>
      )}
      <ul className="rows">
        {rows.map((row) => (
          <PreviewRow key={row.row} row={row} out={leftOut.has(row.row)} onLeaveOut={onLeaveOut} />
        ))}
      </ul>
      {counts.all <= PAGE ? null : (
        <nav className="pages" aria-label={t('import.pages')}>
          <p>{t('import.page', { first, last, all: counts.all })}</p>
          <button type="button" disabled={from === 0} onClick={() => onPage(Math.max(0, from - PAGE))}>
            {t('import.before')}
          </button>{' '}
          <button type="button" disabled={last >= counts.all} onClick={() => onPage(from + PAGE)}>
            {t('import.after')}
          </button>
        </nav>
      )}
    </>
  );
}

function PreviewRow({ row, out, onLeaveOut }: { readonly row: Row; readonly out: boolean; readonly onLeaveOut: Props['onLeaveOut'] }) {
  const { t } = useWords();
  const code = useCode();
  const value = useFactValue();
  const { texts } = useDesk();
  const fresh = row.outcome === 'new' || row.outcome === 'unclear';
  return (
    <li>
      <h2>
        {t('import.row')} {row.row} · {code('import', row.outcome)}
      </h2>
      {row.outcome === 'changed-since' ? <p className="notice">{t('import.changedLead')}</p> : null}
      <dl className="facts">
        {row.facts.map((fact) => (
          <div key={fact.column + fact.fact}>
            <dt>{texts.facts[fact.fact]?.name ?? fact.fact}</dt>
            <dd>{value(fact.fact, fact.value)}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t('import.kept', { count: row.sealed.length })}</p>
      <ul className="flags">
        {row.flags.map((flag) => (
          <li key={flag.column + flag.kind + flag.text}>
            <bdi dir="ltr">{flag.column}</bdi>: {code('flag', flag.kind)} {flag.text === '' ? '' : <bdi>“{flag.text}”</bdi>}
          </li>
        ))}
      </ul>
      {row.mayBe.map((one) => (
        <details className="reveal" key={one.caseId ?? `row ${one.row}`}>
          <summary>
            {code('likely', one.is)}: {one.caseCode === undefined ? t('likely.toRow', { row: one.row ?? 0 }) : t('likely.toCase', { code: one.caseCode })}
          </summary>
          <Evidence evidence={one.evidence} notCompared={one.notCompared} />
          {one.caseId === undefined ? null : (
            <Link to="/case/$caseId" params={{ caseId: one.caseId }} target="_blank">
              {t('joined.open', { code: one.caseCode ?? '' })}
            </Link>
          )}
        </details>
      ))}
      {fresh ? (
        <label className="check">
          <input type="checkbox" checked={out} onChange={(event) => onLeaveOut(row.row, event.target.checked)} /> {t('import.leaveOut', { row: row.row })}
        </label>
      ) : null}
    </li>
  );
}
