import type { evidenceQueries } from '@sojourn/evidence/operations';
import type { QueryOutput } from '@sojourn/operations';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api.ts';
import { useDates, useFactValue, useMoney, useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import './indicators.css';

type Indicators = QueryOutput<typeof evidenceQueries, 'indicators.view'>;
type Groups = Indicators['services'];
type Table = Indicators['identified'];
type Name = (code: string) => string;

/** What a year says, in charts with their numbers beside them. Nothing here is of fewer than five people. */
export function IndicatorsScreen() {
  const { t } = useWords();
  const day = useDates();
  const sentence = useRefusal();
  const [year, choose] = useState<number>();
  const answer = useQuery({
    queryKey: ['indicators', year],
    queryFn: () => client.query('indicators.view', year === undefined ? {} : { year }),
    networkMode: 'always',
    retry: false,
  });
  return (
    <>
      <h1>{t('ind.title')}</h1>
      <p className="lead">{t('ind.lead')}</p>
      {answer.isPending ? <p role="status">{t('loading')}</p> : null}
      {answer.isError ? <p role="alert">{t('away')}</p> : null}
      {answer.data?.ok === false ? <p role="alert">{sentence(answer.data.refusal)}</p> : null}
      {answer.data?.ok === true ? (
        <>
          <p className="year">
            <label htmlFor="year">{t('ind.year')}</label>
            <select id="year" value={answer.data.value.year} onChange={(event) => choose(Number(event.target.value))}>
              {[...new Set([answer.data.value.year, ...answer.data.value.years])]
                .toSorted((a, b) => b - a)
                .map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
            </select>
            <span className="quiet">{t('ind.upTo', { day: day(answer.data.value.upTo) })}</span>
          </p>
          <Year values={answer.data.value} />
        </>
      ) : null}
    </>
  );
}

function Year({ values }: { readonly values: Indicators }) {
  const { t } = useWords();
  const code = useCode();
  const show = useFactValue();
  const rest = (code_: string) =>
    code_ === 'others' ? t('ind.others') : code_ === 'several' ? t('ind.several') : code_ === 'not-known' ? t('answer.not-known') : undefined;
  const fact =
    (name: string): Name =>
    (one) =>
      rest(one) ?? show(name, one);
  const age: Name = (one) => rest(one) ?? (one === '60-' ? '60+' : one.replace('-', '–'));
  return (
    <div className="indicators">
      <Section id="gaf-01" title={t('ind.approved')} lead={t('ind.approved.is')}>
        <ShareBar share={values.approved} of={t('ind.approved.part')} />
        <h3>{t('ind.refusedFor')}</h3>
        <Bars groups={values.refusedFor} name={(one) => rest(one) ?? code('decisionReason', one)} />
        <h3>{t('ind.appeals')}</h3>
        <ShareBar share={values.appealsReversed} of={t('ind.appeals.part')} />
      </Section>
      <Section id="gaf-02" title={t('ind.waiting')} lead={t('ind.waiting.is')}>
        <dl className="figures">
          <Figure label={t('ind.toDecision')} median={values.hoursToDecision} />
          <Figure label={t('ind.toService')} median={values.hoursToService} />
        </dl>
      </Section>
      <Section id="vot-01" title={t('ind.identified')} lead={t('ind.identified.is')}>
        <Cross table={values.identified} row={fact('trafficking.types-of-exploitation')} column={fact('person.gender')} head={t('ind.form')} />
        <h3>{t('ind.citizenship')}</h3>
        <Bars groups={values.citizenship} name={fact('person.citizenship')} />
        <h3>{t('ind.country')}</h3>
        <Bars groups={values.identifiedIn} name={fact('place.present-country')} />
      </Section>
      <Section id="assisted" title={t('ind.assisted')} lead={t('ind.assisted.is')}>
        <Cross table={values.assisted} row={age} column={fact('person.gender')} head={t('ind.age')} />
        <h3>{t('ind.services')}</h3>
        <Bars groups={values.services} name={(one) => rest(one) ?? code('services', one)} />
        <h3>{t('ind.consent')}</h3>
        <ShareBar share={values.consentComplete} of={t('ind.consent.part')} />
      </Section>
      <Section id="costs" title={t('ind.costs')} lead={t('ind.costs.is')}>
        <Costs costs={values.costs} />
      </Section>
    </div>
  );
}

function TooFew() {
  const { t } = useWords();
  return <p className="quiet">{t('ind.tooFew')}</p>;
}

function Whole({ total }: { readonly total: number }) {
  const { t } = useWords();
  return <p>{t('ind.whole', { total: String(total) })}</p>;
}

function Nothing() {
  const { t } = useWords();
  return <p className="quiet">{t('ind.none')}</p>;
}

function ShareBar({ share, of }: { readonly share: Indicators['approved']; readonly of: string }) {
  const { language } = useWords();
  if (share.is === 'none') return <Nothing />;
  if (share.is === 'too-few') return <TooFew />;
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(share.part / share.whole);
  return (
    <p className="share">
      <strong>{percent}</strong>
      <meter min={0} max={share.whole} value={share.part} aria-label={of} />
      <span className="quiet">
        <bdi>
          {share.part} / {share.whole}
        </bdi>{' '}
        {of}
      </span>
    </p>
  );
}

function Figure({ label, median }: { readonly label: string; readonly median: Indicators['hoursToDecision'] }) {
  const { t, language } = useWords();
  const number = new Intl.NumberFormat(language, { style: 'unit', unit: 'hour', unitDisplay: 'long' });
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {median.is === 'median' ? (
          <>
            <strong>{number.format(median.hours)}</strong> <span className="quiet">{t('ind.of', { of: String(median.of) })}</span>
          </>
        ) : (
          <span className="quiet">{t(median.is === 'none' ? 'ind.none' : 'ind.tooFew')}</span>
        )}
      </dd>
    </div>
  );
}

function Bars({ groups, name }: { readonly groups: Groups; readonly name: Name }) {
  if (groups.is === 'too-few') return <TooFew />;
  if (groups.total === 0) return <Nothing />;
  if (groups.groups.every(({ code }) => code === 'others')) return <Whole total={groups.total} />;
  const most = Math.max(...groups.groups.map(({ count }) => count));
  return (
    <ul className="bars">
      {groups.groups.map(({ code, count }) => (
        <li key={code}>
          <span>
            {name(code)} <strong>{count}</strong>
          </span>
          <meter min={0} max={most} value={count} aria-label={name(code)} />
        </li>
      ))}
    </ul>
  );
}

function Cross({ table, row, column, head }: { readonly table: Table; readonly row: Name; readonly column: Name; readonly head: string }) {
  const { t } = useWords();
  if (table.is === 'too-few') return <TooFew />;
  if (table.total === 0) return <Nothing />;
  if (table.rows.length === 1 && table.columns.length === 1 && table.columns[0]?.code === 'others') return <Whole total={table.total} />;
  const most = Math.max(...table.rows.flatMap(({ cells }) => cells.map((cell) => (cell === 'not-shown' ? 0 : cell))), 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a small phone is moved by the arrow keys
    <section className="wide" tabIndex={0} aria-label={head}>
      <table className="cross">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {table.columns.map(({ code }) => (
              <th key={code} scope="col">
                {column(code)}
              </th>
            ))}
            <th scope="col">{t('ind.total')}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ code, total, cells }) => (
            <tr key={code}>
              <th scope="row">{row(code)}</th>
              {cells.map((cell, at) => (
                <td key={table.columns[at]?.code} className={`shade-${cell === 'not-shown' ? 'none' : Math.ceil((4 * cell) / most)}`}>
                  {cell === 'not-shown' ? <abbr title={t('ind.notShown')}>·</abbr> : cell}
                </td>
              ))}
              <td>
                <strong>{total}</strong>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('ind.total')}</th>
            {table.columns.map(({ code, total }) => (
              <td key={code}>
                <strong>{total}</strong>
              </td>
            ))}
            <td>
              <strong>{table.total}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="quiet">{t('ind.legend')}</p>
    </section>
  );
}

function Costs({ costs }: { readonly costs: Indicators['costs'] }) {
  const { t } = useWords();
  const money = useMoney();
  if (costs.length === 0) return <Nothing />;
  return (
    <ul className="log">
      {costs.map((one) => (
        <li key={one.currency}>
          {one.is === 'too-few' ? (
            <span className="quiet">
              {one.currency}: {t('ind.tooFew')}
            </span>
          ) : (
            <>
              <strong>{money({ minor: Math.round(one.minor / one.people), currency: one.currency })}</strong>{' '}
              <span className="quiet">{t('ind.perPerson', { total: money({ minor: one.minor, currency: one.currency }), people: String(one.people) })}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
