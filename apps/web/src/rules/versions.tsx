import { useDates } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { ChangedLines } from './changed-lines.tsx';
import { isolated } from './isolated.ts';
import type { RulesList, ShownRule } from './rules-list.ts';

/** Every version that ever decided here, the last first, each with what it changed in the one before. */
export function Versions({ list, rule }: { readonly list: RulesList; readonly rule: ShownRule }) {
  const { t } = useWords();
  const day = useDates();
  const published = list.versions.flatMap((version) => {
    const change = version.changes.find(({ address }) => address === rule.address);
    return version.outcome === 'published' && change !== undefined ? [{ version, change }] : [];
  });
  const original = { kind: rule.kind, rule: rule.original };
  const shown = published.map((one, at) => ({ ...one, before: published[at - 1]?.change ?? original })).toReversed();
  return (
    <Section id="versions" title={t('rules.history')}>
      {shown.length === 0 ? <p className="quiet">{t('rules.noHistory')}</p> : null}
      <ul className="log">
        {shown.map(({ version, change, before }) => (
          <li key={version.draftId}>
            <p>
              {t('rules.version', {
                writer: isolated(list.people[version.writtenBy] ?? ''),
                publisher: isolated(list.people[version.decidedBy ?? ''] ?? ''),
                day: isolated(day(new Date(version.decidedAt ?? 0).toISOString().slice(0, 10))),
              })}{' '}
              <bdi dir="ltr" className="quiet">
                {version.bundleHash?.slice(0, 12)}
              </bdi>
            </p>
            <ChangedLines before={before} after={change} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
