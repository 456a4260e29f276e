import { randomBytes, randomUUID } from 'node:crypto';
import type { Fold } from '@sojourn/journal';
import {
  type ActId,
  type CaseId,
  canonicalJson,
  type DeviceId,
  instant,
  type JsonValue,
  type OrganisationId,
  type PersonId,
  plainDate,
  type UserId,
} from '@sojourn/kernel';
import {
  type Addresses,
  appendEntries,
  type ContextTx,
  createOrganisation,
  findReceipt,
  keepReceipt,
  migrate,
  oneAtATime,
  openStorage,
  readCaseForUpdate,
  type Storage,
  withContext,
} from '@sojourn/storage';
import { keyFrom, openVault, type Vault } from '@sojourn/vault';
import { Client } from 'pg';
import { type OwnServer, ownServer } from './own-server.ts';

export type Organisation = { readonly organisationId: OrganisationId; readonly officeId: string; readonly userId: UserId; readonly username: string };
export type Notes = { readonly officeId: string; readonly caseCode: string; readonly notes: readonly JsonValue[] };
export type World = {
  readonly prefix: string;
  readonly superuserUrl: string;
  readonly contextKey: string;
  readonly addresses: Addresses;
  readonly storage: Storage;
  readonly vault: Vault;
  readonly keySecret: string;
  readonly harbour: Organisation;
  readonly crossing: Organisation;
  readonly close: () => Promise<void>;
};

export const newId = <Id extends string>(): Id => randomUUID() as Id;

/** A fold as small as can be: the first entry names the office, every later one adds its payload. */
export const notesFold: Fold<Notes> = {
  version: 1,
  start: ({ payload }) => {
    const { officeId, caseCode } = payload as { readonly officeId: string; readonly caseCode: string };
    return { officeId, caseCode, notes: [] };
  },
  apply: (state, { payload }) => ({ ...state, notes: [...state.notes, payload ?? null] }),
};

const password = (prefix: string) => (login: string) => `${prefix} '${login}' \\ word`;

/** Two organisations with one caseworker each, in databases and logins of their own, on the server the suite was given. */
export async function openWorld(on?: OwnServer): Promise<World> {
  const given = process.env['SOJOURN_TEST_DATABASE'] ?? 'embedded';
  const own = on ?? (given === 'embedded' ? await ownServer() : undefined);
  const superuserUrl = own?.url ?? given;
  const prefix = `walls_${randomBytes(5).toString('hex')}`;
  const contextKey = randomBytes(32).toString('hex');
  const addresses = await migrate({ superuserUrl, prefix, password: password(prefix), contextKey });
  const [harbour, crossing] = [await found(addresses, 'Harbour'), await found(addresses, 'Crossing')];
  const storage = openStorage(addresses, contextKey);
  const keySecret = randomBytes(32).toString('hex');
  const vault = openVault(addresses.keys, keyFrom(keySecret, 'demo-file'));
  const close = async () => {
    await Promise.all([storage.close(), vault.close()]);
    await (own === undefined ? dropAll(superuserUrl, prefix) : own.remove());
  };
  return { prefix, superuserUrl, contextKey, addresses, storage, vault, keySecret, harbour, crossing, close };
}

async function found(addresses: Addresses, name: string): Promise<Organisation> {
  const [organisationId, officeId, userId] = [newId<OrganisationId>(), newId<string>(), newId<UserId>()];
  const username = `Worker.${name}`;
  const user = { userId, officeId, username, displayName: `Worker of ${name}`, roles: ['caseworker'] as const, passwordHash: 'argon2id$of$nobody' };
  await createOrganisation(addresses.setUp, { organisationId, name, offices: [{ officeId, name, country: 'LBN' }], users: [user] });
  return { organisationId, officeId, userId, username };
}

export const as = <Value>(world: World, { organisationId, userId }: Organisation, work: (tx: ContextTx) => Promise<Value>): Promise<Value> =>
  withContext(world.storage, { organisationId, actorId: userId, purpose: 'assistance' }, work);

type Act = {
  readonly caseId: CaseId;
  readonly actId?: ActId;
  readonly payload?: JsonValue;
  readonly name?: string;
  readonly personId?: PersonId;
  readonly basis?: number;
};
type Done = { readonly sequence: number; readonly replayed: boolean } | 'same-act-other-content';

/** One act as the server does it: wait for a twin, look for the receipt, lock, append, write the receipt. */
async function act(world: World, who: Organisation, { caseId, actId = newId<ActId>(), payload, name, personId = newId<PersonId>() }: Act): Promise<Done> {
  const digest = await world.vault.mark(who.organisationId, 'act', canonicalJson({ caseId, payload: payload ?? null, name: name ?? null }));
  return as(world, who, async (tx) => {
    await oneAtATime(tx, actId);
    const earlier = await findReceipt(tx, actId);
    if (earlier !== undefined)
      return earlier.digest === digest ? { sequence: (earlier.response as { sequence: number }).sequence, replayed: true } : 'same-act-other-content';
    const held = await readCaseForUpdate(tx, notesFold, caseId);
    const opening = { officeId: who.officeId, caseCode: `H-${caseId.slice(0, 8)}`, ...(payload === undefined ? {} : { payload }) };
    const sealed = name === undefined ? [] : [{ field: 'name', subjectId: personId, text: name }];
    const written = await appendEntries(tx, {
      fold: notesFold,
      held,
      drafts: [
        {
          kind: 'note',
          version: 1,
          payload: held === undefined ? opening : (payload ?? null),
          source: 'caseworker',
          sealedFields: sealed.map((one) => one.field),
        },
      ],
      request: {
        actId,
        caseId,
        deviceId: newId<DeviceId>(),
        deviceSequence: 1,
        basis: held?.sequence ?? 0,
        recordedAt: instant(1_795_000_000_000),
        input: {},
        sealed,
      },
      receivedAt: instant(1_795_000_000_001),
      on: plainDate('2026-11-24'),
      bundleHash: 'bundle',
      mint: newId,
      seal: (place, text) => world.vault.seal({ organisationId: who.organisationId, ...place }, text),
      columnsOf: ({ officeId, caseCode }) => ({ officeId, caseCode }),
    });
    await keepReceipt(tx, actId, { digest, response: { sequence: written.sequence } }, 1);
    return { sequence: written.sequence, replayed: false };
  });
}

export async function openCase(world: World, who: Organisation, more: Omit<Act, 'caseId'> = {}): Promise<CaseId> {
  const caseId = newId<CaseId>();
  await act(world, who, { caseId, ...more });
  return caseId;
}

/** As superuser in the case database or, with 'keys', the key store. */
export async function asSuperuser<Value>(world: World, work: (client: Client) => Promise<Value>, which: 'cases' | 'keys' = 'cases'): Promise<Value> {
  const url = new URL(world.superuserUrl);
  url.pathname = which === 'cases' ? `/${world.prefix}` : `/${world.prefix}_keys`;
  return connectedTo(url.href, work);
}

export async function connectedTo<Value>(url: string, work: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function dropAll(superuserUrl: string, prefix: string): Promise<void> {
  await connectedTo(superuserUrl, async (client) => {
    for (const name of [prefix, `${prefix}_keys`]) await client.query(`drop database if exists "${name}" with (force)`);
    const roles = await client.query<{ rolname: string }>('select rolname from pg_roles where starts_with(rolname, $1)', [`${prefix}_`]);
    for (const { rolname } of roles.rows) await client.query(`drop role "${rolname}"`);
  });
}
