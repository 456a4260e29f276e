import type { Rights } from '../case-view.ts';
import { useDates, useDesk } from '../desk.tsx';
import { ReviewBanner, ReviewMark } from '../law/marks.tsx';
import { Section, VerdictMark } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';

type Remedy = Rights['remedies'][number];

/** What the person can do about it: what is open first, what is not known after it, each with what it asks and what may go wrong. */
export function Remedies({ rights }: { readonly rights: Rights | undefined }) {
  const { t } = useWords();
  const { texts } = useDesk();
  if (rights === undefined) return null;
  const byState = Map.groupBy(rights.remedies, (one) => one.state);
  return (
    <Section id="remedies" title={t('remedies.title')} lead={t('remedies.lead')}>
      <ReviewBanner about={[...new Set(rights.remedies.map(({ remedy }) => remedy))].map((key) => ({ kind: 'remedy', key }))} />
      {[...byState].map(([state, remedies]) => (
        <div key={state}>
          <h3>{texts.places[state] ?? state}</h3>
          {(['yes', 'unknown'] as const).map((open) => {
            const some = once(remedies.filter((one) => one.open === open));
            return some.length === 0 ? null : (
              <div key={open}>
                <h4>{t(`remedies.open.${open}`)}</h4>
                <ul className="rights">
                  {some.map((one) => (
                    <RemedyLine key={one.remedy} remedy={one} />
                  ))}
                </ul>
              </div>
            );
          })}
        </div>
      ))}
    </Section>
  );
}

// One State may stand in two roles: the same office is named once.
function once(remedies: readonly Remedy[]): readonly Remedy[] {
  return remedies.filter((one, index) => remedies.findIndex((other) => other.remedy === one.remedy) === index);
}

function RemedyLine({ remedy }: { readonly remedy: Remedy }) {
  const { t } = useWords();
  const day = useDates();
  const { texts } = useDesk();
  const words = texts.remedies[remedy.remedy];
  return (
    <li>
      <details>
        <summary>
          <strong>{words?.title ?? remedy.remedy}</strong> <VerdictMark is={remedy.open} label={t(`remedies.is.${remedy.open}`)} />{' '}
          <ReviewMark part={{ kind: 'remedy', key: remedy.remedy }} />
        </summary>
        <p>{words?.means}</p>
        <p>{words?.how}</p>
        <p>
          {t('reviewField.reportsToImmigration')} <strong>{t(`reviewValue.${remedy.reportsToImmigration}`)}</strong>{' '}
          {remedy.knownHere === undefined ? (
            remedy.reportsToImmigration === 'not-known' ? (
              <span className="quiet">{t('remedies.notKnownHere')}</span>
            ) : null
          ) : (
            <span className="quiet">{t('remedies.knownHere', { source: remedy.knownHere.source, asOf: day(remedy.knownHere.asOf) })}</span>
          )}
        </p>
        {remedy.independentHelpFirst ? <p className="notice">{texts.remedyNotes['independent-help-first']?.says}</p> : null}
        <ul>
          {[...remedy.dangers, ...remedy.conditions]
            .filter((note) => note !== 'independent-help-first')
            .map((note) => (
              <li key={note}>{texts.remedyNotes[note]?.says ?? note}</li>
            ))}
        </ul>
        <p className="quiet">
          {t('remedies.for')}{' '}
          {remedy.rights
            .slice(0, 8)
            .map((right) => texts.rights[right]?.title ?? right)
            .join(' · ')}
          {remedy.rights.length > 8 ? ` … (${remedy.rights.length})` : ''}
        </p>
      </details>
    </li>
  );
}
