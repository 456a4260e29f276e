import { entryKinds } from '@sojourn/casework';
import type { Language } from '@sojourn/catalogue';
import { demoOrganisations } from '@sojourn/demo';
import type { FastifyInstance } from 'fastify';
import { complaintDoor } from './complaint-door.ts';
import { consentFormRoutes } from './consent-form.ts';
import type { Desk } from './desk.ts';
import { filingPrintRoute } from './filing-print.ts';
import { healthRoute } from './health.ts';
import { buildServer, type ServerOptions } from './http/build-server.ts';
import { acts, queries } from './operations.ts';
import { addAttachment, listOwnAttachments, readAttachment } from './queries/attachments.ts';
import { accessOfCase, listOwnCases, revealIdentity, viewCase } from './queries/cases.ts';
import { fileComplaint, followComplaint, listReviewable, moveComplaint, openDoor, readComplaint } from './queries/complaints.ts';
import { askForExport, decideOnExport, listAsked, previewExport, takeExport } from './queries/exports.ts';
import { commitImport, previewImport, sourceOfCase } from './queries/imports.ts';
import { viewIndicators } from './queries/indicators.ts';
import { type InstallationOptions, installationAnswers } from './queries/installation.ts';
import { type IntegrationOptions, integrationAnswers } from './queries/integrations.ts';
import { eligibilityOfCase, rightsOfCase } from './queries/law-and-help.ts';
import { exportReviews, listReviews, markReviewed, marksOfLaw, reviewOf, sayOfLaw } from './queries/law-review.ts';
import { endLending, lendRole, listLendings } from './queries/lending.ts';
import { deliverMessage } from './queries/messages.ts';
import {
  approveRequest,
  changeRoles,
  inviteAgain,
  invitePerson,
  leaving,
  letIn,
  linkToProvider,
  lockOut,
  openNamesAgain,
  peopleHistory,
  peopleList,
  requestReset,
  withdrawRequest,
} from './queries/people.ts';
import { compareRecords, findLikelySame } from './queries/records.ts';
import { reliedOnBy } from './queries/relied-on.ts';
import { draftRule, listRules, publishRule, whatIfRule, withdrawRule } from './queries/rules.ts';
import { answerSearch, listOwnSearches, listSearchReviews, searchPeople, searchStanding, switchSearching } from './queries/search.ts';
import { issueReferralCode, keepInDirectory, listDirectory, previewReferral, sharingOfCase } from './queries/sharing.ts';
import { findForEmergency, listEmergencies, listOwnNotices, listTheColleagues, noticeSeen, reasonOfEmergency } from './queries/team.ts';
import { cancelWork, viewWork } from './queries/work.ts';
import { sharedDoor } from './shared-door.ts';
import { doorStyle } from './shared-page.ts';
import { demoCode, demoPassword } from './sign-in/demo-code.ts';
import { summaryRoute } from './summary.ts';
import { version } from './version.ts';
import type { Watch } from './watch.ts';
import { languageFrom, wordsFor } from './words.ts';

const answersOf = (integrations: IntegrationOptions, installation: InstallationOptions) =>
  ({
    ...integrationAnswers(integrations),
    ...installationAnswers(installation),
    'export.preview': previewExport,
    'export.ask': askForExport,
    'exports.list': listAsked,
    'export.decide': decideOnExport,
    'export.take': takeExport,
    'attachment.add': addAttachment,
    'attachments.list': listOwnAttachments,
    'attachment.read': readAttachment,
    'work.view': viewWork,
    'work.cancel': cancelWork,
    'people.search': searchPeople,
    'people.search-requests': listOwnSearches,
    'people.search-reviews': listSearchReviews,
    'people.answer-search': answerSearch,
    'search.standing': searchStanding,
    'search.switch': switchSearching,
    'people.list': peopleList,
    'people.history': peopleHistory,
    'people.invite': invitePerson,
    'people.invite-again': inviteAgain,
    'people.change-roles': changeRoles,
    'people.lock': lockOut,
    'people.unlock': letIn,
    'people.set-leaving': leaving,
    'people.restore-identity': openNamesAgain,
    'people.link-sign-on': linkToProvider,
    'people.request-reset': requestReset,
    'people.approve': approveRequest,
    'people.withdraw': withdrawRequest,
    'directory.list': listDirectory,
    'directory.keep': keepInDirectory,
    'referral.preview': previewReferral,
    'referral.code': issueReferralCode,
    'case.sharing': sharingOfCase,
    'message.deliver': deliverMessage,
    'cases.list': listOwnCases,
    'case.view': viewCase,
    'case.access': accessOfCase,
    'records.compare': compareRecords,
    'records.likely-same': findLikelySame,
    'identity.reveal': revealIdentity,
    'law-review.list': listReviews,
    'law-review.item': reviewOf,
    'law-review.mark': markReviewed,
    'law-review.say': sayOfLaw,
    'law-review.marks': marksOfLaw,
    'law-review.export': exportReviews,
    'case.relied-on': reliedOnBy,
    'case.rights': rightsOfCase,
    'case.eligibility': eligibilityOfCase,
    'indicators.view': viewIndicators,
    'rules.list': listRules,
    'rules.draft': draftRule,
    'rules.what-if': whatIfRule,
    'rules.publish': publishRule,
    'rules.withdraw': withdrawRule,
    'import.preview': previewImport,
    'import.commit': commitImport,
    'import.source': sourceOfCase,
    'colleagues.list': listTheColleagues,
    'notices.list': listOwnNotices,
    'notices.seen': noticeSeen,
    'emergency.find': findForEmergency,
    'emergencies.list': listEmergencies,
    'emergency.reason': reasonOfEmergency,
    'lending.list': listLendings,
    'lending.lend': lendRole,
    'lending.end': endLending,
    'complaint.file': fileComplaint,
    'complaint.follow': followComplaint,
    'complaints.list': listReviewable,
    'complaint.door': openDoor,
    'complaint.read': readComplaint,
    'complaint.move': moveComplaint,
  }) as const satisfies ServerOptions['answers'];

type Options = {
  readonly desk: Desk;
  readonly demo: boolean;
  readonly secrets: ServerOptions['secrets'];
  readonly webFolder: string;
  readonly place: ServerOptions['place'];
  readonly integrations: Pick<IntegrationOptions, 'jobs' | 'places' | 'secret'>;
  readonly watch: Watch;
  /** Languages of the office, the first one first; none where nobody said. */
  readonly languages: readonly Language[];
  readonly databaseElsewhere: boolean;
  readonly extra?: (app: FastifyInstance) => void;
};

export function serverOf(options: Options): Promise<FastifyInstance> {
  const { desk, demo, secrets, webFolder, place, integrations, extra } = options;
  const about = { demo, bundleHash: desk.bundle.hash, version };
  return buildServer({
    desk,
    secrets,
    webFolder,
    place,
    about,
    answers: answersOf(
      {
        ...integrations,
        operations: new Map([...Object.values(acts), ...Object.values(queries)].map((operation) => [operation.name, operation])),
        kinds: new Set(entryKinds),
      },
      { watch: options.watch, version, startedAt: desk.clock.now(), elsewhere: options.databaseElsewhere },
    ),
    more: (app) => {
      healthRoute(app, desk);
      app.get('/api/languages', { config: { open: 'in which language the sign-in page begins' } }, () => ({ languages: options.languages }));
      app.get<{ Params: { language: string } }>('/api/texts/:language', (request) => wordsFor(desk.bundle.catalogue, languageFrom(request.params.language)));
      app.get('/api/facts', () => ({
        facts: Object.fromEntries(
          desk.bundle.catalogue.facts.map(({ id, kind, list, sensitivity, askable, derived }) => [id, { kind, codeList: list, sensitivity, askable, derived }]),
        ),
      }));
      if (demo)
        app.get('/api/demo', { config: { open: 'a demonstration shows who can sign in' } }, () => ({
          password: demoPassword,
          code: demoCode,
          users: demoOrganisations.flatMap((o) =>
            o.users.map((u) => ({ username: u.username, displayName: u.displayName, roles: u.roles, organisation: o.name })),
          ),
        }));
      summaryRoute(app, desk);
      filingPrintRoute(app, desk);
      sharedDoor(app, desk);
      app.get('/shared.css', { config: { open: 'how a receiver’s page looks' } }, (_request, reply) => reply.type('text/css').send(doorStyle));
      complaintDoor(app, desk, secrets.session);
      consentFormRoutes(app, desk);
      extra?.(app);
    },
  });
}
