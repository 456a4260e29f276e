import { type CaseState, caseFold, searchKindOf, standingOf } from '@sojourn/casework';
import type { CaseId, OrganisationId, UserId } from '@sojourn/kernel';
import { fewestNameBits, nameBitsFor, searchVersion } from '@sojourn/people/search';
import {
  beginSearchIndex,
  type ContextTx,
  keepMembers,
  keepTokens,
  listOrganisations,
  movedTo,
  nextCasesForIndex,
  numbersInLargestOffice,
  readCase,
  readSearchIndex,
  type SearchIndex,
  sealedOfCase,
  takeNextIndex,
  takeTurnAtIndex,
  withContext,
} from '@sojourn/storage';
import type { Desk } from './desk.ts';
import { logFault } from './log.ts';
import { keysOf, tokensUnder } from './search-tokens.ts';

const AT_ONCE = 50;
type Who = { readonly organisationId: OrganisationId; readonly actorId: UserId; readonly purpose: 'maintenance' };

/** A new search key in every organisation: its tokens are made when the server runs, and the old key is destroyed then. */
export async function replaceSearchKeys(desk: Desk, setUpUrl: string): Promise<void> {
  for (const who of await everyOrganisation(setUpUrl))
    await withContext(desk.storage, who, async (tx) => {
      const index = await readSearchIndex(tx);
      await beginSearchIndex(tx, { version: searchVersion, bits: index?.bits ?? fewestNameBits });
    });
}

async function everyOrganisation(setUpUrl: string): Promise<readonly Who[]> {
  const all = await listOrganisations(setUpUrl);
  return all.map(({ organisationId, userId }) => ({ organisationId: organisationId as OrganisationId, actorId: userId as UserId, purpose: 'maintenance' }));
}

/** Makes the tokens that are missing: the first ones, those of a new key, those of a new version. Broken off, it goes on where it was. */
export async function buildSearchIndexes(desk: Desk, setUpUrl: string, stopped: () => boolean = () => false): Promise<void> {
  for (const who of await everyOrganisation(setUpUrl)) await buildOne(desk, who, stopped);
}

async function buildOne(desk: Desk, who: Who, stopped: () => boolean): Promise<void> {
  const before = await withContext(desk.storage, who, (tx) => toBuild(tx));
  if (before?.off === true) return forgetKeys(desk, who, before.last);
  const next = before?.next;
  const bits = before?.nextBits;
  if (before === undefined || next == null || bits == null) return;
  for (let more = true; more && !stopped(); ) more = await withContext(desk.storage, who, (tx) => someCases(desk, tx, { generation: next, bits }));
  if (stopped()) return;
  if (await withContext(desk.storage, who, (tx) => takeNextIndex(tx, next))) await forgetKeys(desk, who, next - 1);
}

/** Undefined where there is nothing to do: all is there, made by these rules, and in as many buckets as go with the register. */
async function toBuild(tx: ContextTx): Promise<SearchIndex | undefined> {
  const index = await readSearchIndex(tx);
  if (index?.off === true) return index;
  if (index !== undefined && index.next !== null && index.nextVersion === searchVersion) return index;
  const bits =
    index?.generation == null
      ? (index?.bits ?? fewestNameBits)
      : nameBitsFor(await numbersInLargestOffice(tx, { ...index, generation: index.generation }), index.bits);
  if (index?.next == null && index?.version === searchVersion && index.bits === bits) return undefined;
  return beginSearchIndex(tx, { version: searchVersion, bits });
}

/** Keys that nothing is found by any more: those before the one in use, or all. */
async function forgetKeys(desk: Desk, { organisationId }: Who, last: number): Promise<void> {
  for (let old = last; old > 0; old -= 1) await desk.vault.destroySearchKey(organisationId, old);
}

/** Some cases, locked: what is written or erased in them meanwhile comes before or after. False when there were no more. */
async function someCases(desk: Desk, tx: ContextTx, { generation, bits }: { readonly generation: number; readonly bits: number }): Promise<boolean> {
  await takeTurnAtIndex(tx);
  const index = await readSearchIndex(tx);
  if (index?.next !== generation) return false;
  const caseIds = await nextCasesForIndex(tx, index.afterCase, AT_ONCE);
  const last = caseIds.at(-1);
  if (last === undefined) return false;
  const keys = await keysOf(desk, tx, { generation, bits });
  for (const caseId of caseIds) {
    const tokens = [];
    for (const row of await sealedOfCase(tx, caseId)) {
      const kind = searchKindOf(row);
      if (kind === undefined || row.ciphertext === null) continue;
      const { organisationId } = tx;
      const opened = await desk.vault.revealText({ organisationId, subjectId: row.subjectId, entryId: row.entryId, field: row.field }, row.ciphertext);
      if (opened.ok) tokens.push(...tokensUnder(desk, keys, kind, row.sealedId, opened.value));
    }
    await keepFor(desk, tx, caseId, tokens);
  }
  await movedTo(tx, last);
  return true;
}

async function keepFor(desk: Desk, tx: ContextTx, caseId: CaseId, tokens: Parameters<typeof keepTokens>[2]): Promise<void> {
  const held = await readCase<CaseState>(tx, caseFold, caseId);
  if (held === undefined) return;
  await keepMembers(tx, caseId, standingOf(held.state, desk.clock.now()).team);
  await keepTokens(tx, held.state.officeId, tokens);
}

/** At the start and every minute while the server runs. A round that fails is made up for by the next. */
export function keepSearchIndexes(desk: Desk, setUpUrl: string, everyMilliseconds: number): { readonly stop: () => Promise<void> } {
  let stopping = false;
  let under: Promise<unknown> = Promise.resolve();
  const round = () => {
    under = under
      .then(() => (stopping ? undefined : buildSearchIndexes(desk, setUpUrl, () => stopping)))
      .catch((problem: unknown) => logFault(problem, new Date(desk.clock.now()).toISOString()));
  };
  round();
  const timer = setInterval(round, everyMilliseconds);
  timer.unref();
  return {
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await under;
    },
  };
}
