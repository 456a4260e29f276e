import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, bundleHashOf } from '@sojourn/catalogue';
import { demoOrganisations } from '@sojourn/demo';
import type { OrganisationId, UserId } from '@sojourn/kernel';
import { archiveBundle, migrate, openStorage, withContext } from '@sojourn/storage';
import { keyFromFile, openVault } from '@sojourn/vault';
import type { FastifyInstance } from 'fastify';
import { loadDemo } from './demo.ts';
import type { Desk } from './desk.ts';
import { isAlive, startEmbeddedPostgres } from './embedded-postgres.ts';
import { secretFile } from './secret-files.ts';
import { serverOf } from './server-of.ts';
import type { Settings } from './settings.ts';
import { systemChance, systemClock } from './world.ts';

export type Running = { readonly address: string; readonly desk: Desk; readonly superuserUrl: string; readonly stop: () => Promise<void> };

/** Everything from an empty folder to a listening desk; a folder that was killed half way goes on from where it was. */
export async function startSojourn(settings: Settings, say: (message: string) => void, extra?: (app: FastifyInstance) => void): Promise<Running> {
  const unlock = lockFolder(settings.dataFolder);
  const database =
    settings.database === 'embedded:' ? await startEmbeddedPostgres(settings.dataFolder, say) : { url: settings.database, stop: async () => undefined };
  const secrets = join(settings.dataFolder, 'secrets');
  const passwords = {
    owner: await secretFile(secrets, 'owner'),
    app: await secretFile(secrets, 'app'),
    session: await secretFile(secrets, 'session-login'),
    keys: await secretFile(secrets, 'keys-login'),
  };
  const contextKey = await secretFile(secrets, 'context-key');
  const addresses = await migrate({ superuserUrl: database.url, prefix: 'sojourn', password: (login) => passwords[login], contextKey });
  const vault = openVault(addresses.keys, keyFromFile(await secretFile(secrets, 'key-encryption-key')));
  const storage = openStorage(addresses, contextKey);
  const desk: Desk = { storage, vault, bundle: readBundle(settings.catalogueFile), clock: systemClock, chance: systemChance };
  if (settings.demo) {
    await loadDemo(desk, addresses.setUp, say);
    for (const { organisationId, users } of demoOrganisations.slice(0, 1)) {
      await withContext(storage, { organisationId: organisationId as OrganisationId, actorId: users[0]?.userId as UserId, purpose: 'administration' }, (tx) =>
        archiveBundle(tx, desk.bundle.hash, JSON.stringify(desk.bundle.catalogue)),
      );
    }
  }
  const app = await serverOf({
    desk,
    demo: settings.demo,
    secrets: { session: await secretFile(secrets, 'session'), outbox: await secretFile(secrets, 'outbox') },
    webFolder: settings.webFolder,
    ...(extra === undefined ? {} : { extra }),
  });
  const port = await listen(app, settings.port, say);
  const stop = async () => {
    await app.close();
    await storage.close();
    await vault.close();
    await database.stop();
    unlock();
  };
  return { address: `http://localhost:${port}`, desk, superuserUrl: database.url, stop };
}

function readBundle(file: string): Bundle {
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as Bundle;
  if (bundleHashOf(bundle.catalogue) !== bundle.hash)
    throw new Error('The catalogue file does not match its own fingerprint. Build it again: npm start does so.');
  return bundle;
}

async function listen(app: FastifyInstance, wanted: number, say: (message: string) => void): Promise<number> {
  for (let port = wanted; port < wanted + 20; port += 1) {
    try {
      await app.listen({ port, host: 'localhost' });
      return port;
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw problem;
      say(`Port ${port} is taken by another program: trying ${port + 1}.`);
    }
  }
  throw new Error(`Ports ${wanted} to ${wanted + 19} are all taken. Set SOJOURN_PORT to a free one.`);
}

/** One process per folder: a second one would write over the first. A lock left by a killed process is recognised and taken. */
function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'running.lock');
  const mine = `${process.pid} ${startTimeOf(process.pid)}`;
  if (existsSync(path)) {
    const [pid, started] = readFileSync(path, 'utf8').split(' ');
    if (isAlive(Number(pid)) && startTimeOf(Number(pid)) === started)
      throw new Error(`Sojourn is already running on this folder (process ${pid}). Stop it first, or set SOJOURN_DATA to another folder.`);
  }
  writeFileSync(path, mine, { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

// A process number alone can belong to someone else after a restart of the machine.
function startTimeOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
