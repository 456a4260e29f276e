import { demoOrganisations } from '@sojourn/demo';
import type { FastifyInstance } from 'fastify';
import { demoPassword } from './demo.ts';
import type { Desk } from './desk.ts';
import { buildServer, type ServerOptions } from './http/build-server.ts';
import { accessOfCase, listOwnCases, revealIdentity, viewCase } from './queries/cases.ts';
import { commitImport, previewImport } from './queries/imports.ts';
import { eligibilityOfCase, rightsOfCase } from './queries/law-and-help.ts';
import { issueReferralCode, keepInDirectory, listDirectory, previewReferral, sharingOfCase } from './queries/sharing.ts';
import { sharedDoor } from './shared-door.ts';
import { doorStyle } from './shared-page.ts';
import { summaryRoute } from './summary.ts';
import { languageFrom, wordsFor } from './words.ts';

const version = '0.0.1';
const answers = {
  'directory.list': listDirectory,
  'directory.keep': keepInDirectory,
  'referral.preview': previewReferral,
  'referral.code': issueReferralCode,
  'case.sharing': sharingOfCase,
  'cases.list': listOwnCases,
  'case.view': viewCase,
  'case.access': accessOfCase,
  'identity.reveal': revealIdentity,
  'case.rights': rightsOfCase,
  'case.eligibility': eligibilityOfCase,
  'import.preview': previewImport,
  'import.commit': commitImport,
} as const satisfies ServerOptions['answers'];

type Options = {
  readonly desk: Desk;
  readonly demo: boolean;
  readonly secrets: ServerOptions['secrets'];
  readonly webFolder: string;
  readonly extra?: (app: FastifyInstance) => void;
};

export function serverOf({ desk, demo, secrets, webFolder, extra }: Options): Promise<FastifyInstance> {
  const about = { demo, bundleHash: desk.bundle.hash, version };
  return buildServer({
    desk,
    secrets,
    webFolder,
    about,
    answers,
    more: (app) => {
      app.get<{ Params: { language: string } }>('/api/texts/:language', (request) => wordsFor(desk.bundle.catalogue, languageFrom(request.params.language)));
      app.get('/api/facts', () => ({
        facts: Object.fromEntries(
          desk.bundle.catalogue.facts.map(({ id, kind, list, sensitivity, askable, derived }) => [id, { kind, codeList: list, sensitivity, askable, derived }]),
        ),
      }));
      if (demo)
        app.get('/api/demo', () => ({
          password: demoPassword,
          users: demoOrganisations.flatMap((o) =>
            o.users.map((u) => ({ username: u.username, displayName: u.displayName, roles: u.roles, organisation: o.name })),
          ),
        }));
      summaryRoute(app, desk);
      sharedDoor(app, desk);
      app.get('/shared.css', (_request, reply) => reply.type('text/css').send(doorStyle));
      extra?.(app);
    },
  });
}
