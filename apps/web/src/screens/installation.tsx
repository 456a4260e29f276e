import { governanceQueries } from '@sojourn/governance/operations';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client, mayEver } from '../api.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { useMoments } from '../ui/colleagues.ts';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';

const A_MINUTE = 60_000;
const useInstallation = (enabled: boolean) =>
  useQuery({ queryKey: ['installation'], queryFn: () => client.query('installation.view', {}), refetchInterval: A_MINUTE, retry: false, enabled });

/** On every page of an administrator, while something needs a hand. */
export function InstallationNotice() {
  const { t } = useWords();
  const code = useCode();
  const { session } = useDesk();
  const answer = useInstallation(mayEver(session, governanceQueries['installation.view']));
  const warnings = answer.data?.ok === true ? answer.data.value.warnings : [];
  if (warnings.length === 0) return null;
  return (
    <aside className="outbox" aria-label={t('installation.warnings')}>
      {warnings.map((one) => (
        <p key={one}>{code('installationWarning', one)}</p>
      ))}
      <p>
        <Link to="/installation">{t('installation.look')}</Link>
      </p>
    </aside>
  );
}

/** Version, database, disk, clock, certificate: for an administrator. */
export function InstallationScreen() {
  const { t, language } = useWords();
  const code = useCode();
  const moment = useMoments();
  const sentence = useRefusal();
  const answer = useInstallation(true);
  if (answer.isPending) return <p role="status">{t('loading')}</p>;
  if (answer.data === undefined) return <p role="alert">{t('away')}</p>;
  if (!answer.data.ok) return <p role="alert">{sentence(answer.data.refusal)}</p>;
  const { version, law, startedAt, database, disk, clockMovedBy, clockApart, certificateDaysLeft, warnings } = answer.data.value;
  const size = (bytes: number) => {
    const big = bytes >= 1_000_000_000;
    const format = new Intl.NumberFormat(language, { style: 'unit', unit: big ? 'gigabyte' : 'megabyte', maximumFractionDigits: 1 });
    return format.format(bytes / (big ? 1_000_000_000 : 1_000_000));
  };
  const seconds = (milliseconds: number) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: 'second', maximumFractionDigits: 1 }).format(Math.abs(milliseconds) / 1_000);
  const rows: readonly (readonly [string, string])[] = [
    [t('installation.version'), version],
    [t('installation.law'), law.slice(0, 12)],
    [t('installation.started'), moment(startedAt)],
    [
      t('installation.database'),
      t(database.elsewhere ? 'installation.databaseElsewhere' : 'installation.databaseHere', { version: database.version, size: size(database.bytes) }),
    ],
    [t('installation.disk'), t('installation.diskLine', { free: size(disk.freeBytes), total: size(disk.totalBytes) })],
    [t('installation.clock'), t('installation.clockLine', { moved: seconds(clockMovedBy), apart: seconds(clockApart) })],
    ...(certificateDaysLeft === undefined ? [] : [[t('installation.certificate'), t('installation.certificateDays', { days: certificateDaysLeft })] as const]),
  ];
  return (
    <>
      <h1>{t('installation.title')}</h1>
      <p className="lead">{t('installation.lead')}</p>
      <Section id="needs" title={t('installation.warnings')}>
        {warnings.length === 0 ? <p>{t('installation.well')}</p> : null}
        <ul>
          {warnings.map((one) => (
            <li key={one}>{code('installationWarning', one)}</li>
          ))}
        </ul>
      </Section>
      <section className="card" aria-label={t('installation.title')}>
        <dl className="facts">
          {rows.map(([name, said]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{said}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
