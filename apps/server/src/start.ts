import { demoOrganisations } from '@sojourn/demo';
import type { OrganisationId, UserId } from '@sojourn/kernel';
import { archiveBundle, listOrganisations, withContext } from '@sojourn/storage';
import type { FastifyInstance } from 'fastify';
import { loadDemo, loadFurtherPeople } from './demo.ts';
import type { Desk } from './desk.ts';
import { lockFolder } from './folder-lock.ts';
import { readInstallation } from './installation.ts';
import { startJobs } from './jobs.ts';
import { findKey, refuseFileForRealPeople } from './key-source.ts';
import { logFault } from './log.ts';
import { type House, openHouse } from './open-house.ts';
import { keepSealing } from './seal-access-log.ts';
import { keepSearchIndexes } from './search-index.ts';
import { secretFile } from './secret-files.ts';
import { serverOf } from './server-of.ts';
import { type Settings, secretsFolder } from './settings.ts';
import { batchSigner } from './signing.ts';
import { certificateOf } from './tls.ts';
import { watchOver } from './watch.ts';
import { announcing } from './webhooks/announce.ts';
import { delivering } from './webhooks/deliver.ts';
import { allowedPlaces } from './webhooks/safe-address.ts';
import { stopLongWork } from './work.ts';

const FIVE_MINUTES = 300_000;
const A_MINUTE = 60_000;

export type Running = {
  readonly address: string;
  readonly desk: Desk;
  readonly superuserUrl: string;
  readonly app: FastifyInstance;
  /** Reads the certificate's files anew; who is connected stays so. Throws when they are not a pair, and the old one stays. */
  readonly renewCertificate: () => void;
  readonly stop: () => Promise<void>;
};

/** Everything from an empty folder to a listening desk; a folder that was killed half way goes on from where it was. */
export async function startSojourn(settings: Settings, say: (message: string) => void, extra?: (app: FastifyInstance) => void): Promise<Running> {
  const source = await findKey(settings);
  refuseFileForRealPeople(settings, source);
  const unlock = lockFolder(settings.dataFolder, settings.beside);
  const house = await openHouse(settings, say, { source }).catch((problem: unknown) => {
    unlock();
    throw problem;
  });
  try {
    return await serve(settings, house, unlock, say, extra);
  } catch (problem) {
    await house.close();
    unlock();
    throw problem;
  }
}

async function serve(
  settings: Settings,
  house: House,
  unlock: () => void,
  say: (message: string) => void,
  extra?: (app: FastifyInstance) => void,
): Promise<Running> {
  const { addresses } = house;
  const desk = settings.signOn === undefined ? house.desk : { ...house.desk, signOnIssuer: settings.signOn.issuer };
  const secrets = secretsFolder(settings);
  if (settings.demo) {
    await refuseBesideRealPeople(addresses.setUp);
    await loadDemo(desk, addresses.setUp, say);
    for (const { organisationId, users } of demoOrganisations.slice(0, 1)) {
      await withContext(
        desk.storage,
        { organisationId: organisationId as OrganisationId, actorId: users[0]?.userId as UserId, purpose: 'administration' },
        (tx) => archiveBundle(tx, desk.bundle.hash, JSON.stringify(desk.bundle.catalogue)),
      );
    }
  }
  const webhookKey = await secretFile(secrets, 'webhooks');
  const places = allowedPlaces(settings.webhookNetworks);
  const jobs = await startJobs(
    addresses.jobs,
    new URL(addresses.app).username,
    {
      webhook: delivering(desk.storage.jobs, webhookKey, places, () => desk.clock.now()),
    },
    settings.webhookTrying,
  );
  const served: Desk = { ...desk, announce: announcing(desk, jobs), inventedOnly: settings.demo };
  const app = await serverOf({
    desk: served,
    integrations: { jobs: () => jobs, places, secret: webhookKey },
    demo: settings.demo,
    secrets: { session: await secretFile(secrets, 'session'), outbox: await secretFile(secrets, 'outbox') },
    webFolder: settings.webFolder,
    place: settings,
    watch: watchOver(
      settings,
      () => Date.now(),
      () => performance.now(),
    ),
    languages: readInstallation(settings.dataFolder)?.languages ?? [],
    databaseElsewhere: settings.database !== 'embedded:',
    ...(extra === undefined ? {} : { extra }),
  });
  const port = await listen(app, settings, say);
  const sealing = keepSealing(desk, addresses.setUp, await batchSigner(settings), FIVE_MINUTES);
  const searching = keepSearchIndexes(desk, addresses.setUp, A_MINUTE);
  const further =
    settings.demo && settings.demoPeople === 'all' ? loadFurtherPeople(desk, (problem) => logFault(problem, new Date().toISOString())) : undefined;
  const stop = async () => {
    await further?.stop();
    await stopLongWork();
    await app.close();
    await jobs.stop();
    await searching.stop();
    await sealing.stop();
    await house.close();
    unlock();
  };
  return {
    address: settings.tls === undefined ? `http://localhost:${port}` : `https://localhost:${port}`,
    desk: served,
    get superuserUrl() {
      return house.superuserUrl;
    },
    app,
    renewCertificate: () => (settings.tls === undefined ? undefined : (app.server as SecureServer).setSecureContext(certificateOf(settings.tls))),
    stop,
  };
}

/** After a restore, or with SOJOURN_DEMO forgotten: invented people never come into somebody's records, and their password opens nothing there. */
async function refuseBesideRealPeople(setUpUrl: string): Promise<void> {
  const invented = new Set(demoOrganisations.map(({ organisationId }) => organisationId));
  if ((await listOrganisations(setUpUrl)).every(({ organisationId }) => invented.has(organisationId))) return;
  throw new Error('This database holds an organisation that is not invented, so no demonstration starts on it. Set SOJOURN_DEMO=no.');
}

type SecureServer = import('node:https').Server;

async function listen(app: FastifyInstance, { port: wanted, listen: host, address }: Settings, say: (message: string) => void): Promise<number> {
  for (let port = wanted; port < wanted + 20; port += 1) {
    try {
      await app.listen({ port, host });
      return port;
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw problem;
      // A proxy, a certificate and people's bookmarks know one port.
      if (address !== undefined) throw new Error(`Port ${port} is taken by another program. Stop it, or set SOJOURN_PORT to a free one.`);
      say(`Port ${port} is taken by another program: trying ${port + 1}.`);
    }
  }
  throw new Error(`Ports ${wanted} to ${wanted + 19} are all taken. Set SOJOURN_PORT to a free one.`);
}
