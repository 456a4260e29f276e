import { Link, useParams } from '@tanstack/react-router';
import { useDesk, useRefusal } from '../desk.tsx';
import { CaseSource } from '../importing/case-source.tsx';
import { LikelySame } from '../same-person/likely-same.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { WhoHasSeen } from './access.tsx';
import { Application } from './application.tsx';
import { Attachments } from './attachments.tsx';
import { Closing } from './closing.tsx';
import { Consents } from './consent/consents.tsx';
import { Filings } from './consent/filings.tsx';
import { SafeContactCard } from './consent/safe-contact-card.tsx';
import { Sharing } from './consent/sharing.tsx';
import { Danger } from './danger.tsx';
import { Facts } from './facts.tsx';
import { History } from './history.tsx';
import { Identity } from './identity.tsx';
import { JoinedBanner, JoinedRecords } from './joined.tsx';
import { Names } from './names.tsx';
import { OtherPeople } from './other-people.tsx';
import type { CasePart } from './part.ts';
import { Plan } from './plan.tsx';
import { Alternatives, Identifications, Services } from './records.tsx';
import { Remedies } from './remedies.tsx';
import { RightsBrief } from './rights.tsx';
import { Team } from './team.tsx';
import { useCase } from './use-case.ts';

const path = ['contact', 'submitted', 'plan-pending', 'budget-submitted', 'funded', 'active'] as const;

export function CaseScreen() {
  const { caseId } = useParams({ from: '/case/$caseId' });
  const { t, language } = useWords();
  const code = useCode();
  const { texts } = useDesk();
  const sentence = useRefusal();
  const { whole, failed, reload } = useCase(caseId);
  if (failed) return <p role="alert">{t('away')}</p>;
  if (whole === undefined) return <p role="status">{t('loading')}</p>;
  if (!whole.ok)
    return (
      <div className="card">
        <p>{t('notFound')}</p>
        <Link to="/">{t('back')}</Link>
      </div>
    );
  const { case: kase, may, rights, eligibility } = whole.value;
  /** What a role does not see is not shown as empty. */
  const sees = (name: string) => !kase.withheld.includes(name);
  const part: CasePart = { record: whole.value, reload: () => void reload() };
  return (
    <>
      <header className="case-head">
        <h1>
          {t('case.title', { code: '' })} <bdi dir="ltr">{kase.caseCode}</bdi>
        </h1>
        <div className="marks">
          <span className="mark">{code('stage', kase.stage)}</span>
          {kase.isChild === 'yes' ? <span className="mark attention">{t('case.child.yes')}</span> : null}
          {kase.isChild === 'unknown' ? <span className="mark">{t('case.child.unknown')}</span> : null}
        </div>
        <ol className="path" aria-label={t('list.stage')}>
          {path.map((stage) => (
            <li
              key={stage}
              className={path.indexOf(stage) <= path.indexOf(kase.stage as (typeof path)[number]) ? 'done' : ''}
              aria-current={stage === kase.stage ? 'step' : undefined}
            >
              <span>{code('stage', stage)}</span>
            </li>
          ))}
        </ol>
        {whole.value.away ? (
          <p className="notice" role="status">
            {t('case.away')}
          </p>
        ) : null}
        {whole.value.wouldBeRefused.length === 0 ? null : (
          <p className="notice" role="status">
            {t('case.wouldBeRefused')} {whole.value.wouldBeRefused.map((kind) => sentence({ kind })).join(' ')}
          </p>
        )}
        <JoinedBanner record={whole.value} />
        {kase.urgent.length === 0 ? null : (
          <p className="urgent-banner" role="alert">
            <strong>{t('case.urgent')}:</strong> {kase.urgent.map((fact) => texts.facts[fact]?.name ?? fact).join(' · ')}
          </p>
        )}
        <div className="actions">
          {may.includes('facts.assert') ? (
            <Link to="/case/$caseId/interview" params={{ caseId }} className="button">
              {t('case.interview')}
            </Link>
          ) : null}
          {may.includes('case.summary') ? (
            <a className="button" href={`/api/cases/${caseId}/summary.pdf?language=${language}`} target="_blank" rel="noreferrer">
              {t('case.summary')}
            </a>
          ) : null}
          <Link to="/complain" search={{ case: caseId }} className="button">
            {t('nav.complaint')}
          </Link>
        </div>
        {may.includes('identity.reveal') ? <Identity record={whole.value} /> : null}
      </header>
      {sees('dangers') ? <Danger {...part} /> : null}
      {sees('contact') ? <SafeContactCard {...part} /> : null}
      <div className="columns">
        <div>
          {whole.value.links.length > 0 ? <JoinedRecords {...part} /> : null}
          {may.includes('records.likely-same') && !whole.value.away ? <LikelySame {...part} /> : null}
          {kase.sealed.some((one) => one.field === 'import-row') ? <CaseSource caseId={caseId} /> : null}
          {sees('names') ? <Names {...part} /> : null}
          {sees('facts') ? <Facts {...part} /> : null}
          {sees('people') ? <OtherPeople {...part} /> : null}
          {sees('identifications') ? <Identifications {...part} /> : null}
          {sees('alternatives') ? <Alternatives {...part} /> : null}
          {sees('authority') ? <Consents {...part} /> : null}
          {sees('authority') ? <Sharing {...part} /> : null}
          {sees('authority') ? <Filings {...part} /> : null}
          {sees('applications') ? <Application {...part} eligibility={eligibility} /> : null}
          {sees('plan') ? <Plan {...part} /> : null}
          {sees('deliveries') ? <Services {...part} /> : null}
          {whole.value.links.length === 0 ? <JoinedRecords {...part} /> : null}
          {may.includes('attachments.list') ? <Attachments record={whole.value} mayAdd={may.includes('attachment.add')} /> : null}
          {sees('team') ? <Team {...part} /> : null}
          {sees('closure') ? <Closing {...part} /> : null}
        </div>
        <div>
          {sees('rights') ? <RightsBrief {...part} rights={rights} /> : null}
          {sees('rights') ? <Remedies rights={rights} /> : null}
          <History {...part} />
          {may.includes('case.access') ? <WhoHasSeen caseId={caseId} /> : null}
        </div>
      </div>
    </>
  );
}
