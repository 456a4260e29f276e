import { createPublicKey, sign, verify as verifySignature } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { writtenInBoth } from '@sojourn/casework';
import { type AnchorFinding, checkBatch, compareWithAnchor, findingsOfDevice, type Head } from '@sojourn/journal';
import { type CaseId, canonicalJson, type JsonValue, type OrganisationId, type UserId } from '@sojourn/kernel';
import {
  type CaseFinding,
  caseCodeOf,
  countUnsealed,
  countUntoldAttachments,
  lastBatch,
  listCertificates,
  listDeviceActs,
  listOrganisations,
  outside,
  readAccessLines,
  readBatches,
  readHash,
  readHeads,
  verifyCase,
  withContext,
  withoutCounterpart,
} from '@sojourn/storage';
import { z } from 'zod';
import { erasuresKnown } from '../erasing.ts';
import type { House } from '../open-house.ts';
import type { Settings } from '../settings.ts';
import { publicKeyOf, signingKey } from '../signing.ts';
import type { Maintenance } from './command.ts';

const anchorSchema = z.strictObject({
  format: z.literal(1),
  at: z.string(),
  organisations: z.array(
    z.strictObject({
      organisationId: z.string(),
      access: z.strictObject({ batch: z.number().int().nonnegative(), hash: z.string() }).optional(),
      heads: z.array(z.strictObject({ caseId: z.uuid().transform((id) => id as CaseId), sequence: z.number().int().positive(), hash: z.string() })),
    }),
  ),
});
const signedSchema = z.strictObject({ anchor: anchorSchema, publicKey: z.string(), signature: z.string() });

const contextOf = ({ organisationId, userId }: { readonly organisationId: string; readonly userId: string }) => ({
  organisationId: organisationId as OrganisationId,
  actorId: userId as UserId,
  purpose: 'administration' as const,
});

const bytesOf = (value: unknown) => Buffer.from(canonicalJson(value as JsonValue));

/** Writes down where every chain ends, signed; to be kept where whoever holds the database cannot reach. */
export const anchor: Maintenance = {
  usage: 'anchor TO_FILE              write down where every journal ends, signed; keep the file elsewhere',
  beside: 'any',
  run: async ({ house, settings, words: [file], say }) => {
    if (file === undefined) throw new Error(anchor.usage);
    const organisations = [];
    for (const one of [...(await listOrganisations(house.addresses.setUp)), outside])
      organisations.push(
        await withContext(house.desk.storage, contextOf(one), async (tx) => {
          const last = await lastBatch(tx);
          const access = last === undefined ? {} : { access: { batch: last.batch, hash: last.hash } };
          return { organisationId: one.organisationId, ...access, heads: [...(await readHeads(tx))] };
        }),
      );
    const written = { format: 1, at: new Date(house.desk.clock.now()).toISOString(), organisations };
    const key = await signingKey(settings);
    const publicKey = await publicKeyOf(settings);
    const signature = sign(null, bytesOf(written), key).toString('base64');
    writeFileSync(file, `${JSON.stringify({ anchor: written, publicKey, signature }, null, 1)}\n`, { flag: 'wx', mode: 0o600 });
    const cases = organisations.reduce((sum, { heads }) => sum + heads.length, 0);
    say(`${cases} journals written down and signed. Keep ${file} away from this machine: a copy beside the database vouches for nothing.`);
    return 0;
  },
};

export const verify: Maintenance = {
  usage: 'verify [--anchor FILE]      check every journal for edits, removals and another order; with an anchor also for cut tails',
  beside: 'any',
  run: (work) => verifyAll(work, true),
};

/** Everything `verify` looks at. Without the keys beside the cases there is no ledger of erasures to hold certificates against: the caller says so. Resolves to the exit code. */
export async function verifyAll({ house, settings, words, say }: Parameters<Maintenance['run']>[0], ledgersAreHere: boolean): Promise<number> {
  const file = words[0] === '--anchor' ? words[1] : undefined;
  if (words.length > 0 && file === undefined) throw new Error(verify.usage);
  const anchored = file === undefined ? undefined : await readAnchor(file, settings, say);
  const organisations = [...(await listOrganisations(house.addresses.setUp)), outside];
  const ours = await publicKeyOf(settings);
  const { known } = await erasuresKnown(house.desk, settings.dataFolder);
  let [cases, found, missed] = [0, 0, 0];
  for (const organisation of organisations) {
    const done = await verifyOrganisation(house, organisation, say);
    cases += done.cases;
    found +=
      done.found +
      (await checkAccessLog(house, organisation, anchored?.organisations.find((one) => one.organisationId === organisation.organisationId)?.access, ours, say));
    if (ledgersAreHere) found += await checkCertificates(house, organisation, known, say);
    missed += await checkDevices(house, organisation, say);
    const heads = anchored?.organisations.find((one) => one.organisationId === organisation.organisationId)?.heads ?? [];
    found += await compareHeads(house, organisation, heads, say);
  }
  const gone = (anchored?.organisations ?? []).filter((one) => !organisations.some(({ organisationId }) => organisationId === one.organisationId));
  for (const { organisationId } of gone) say(`An organisation of the anchor is gone: ${organisationId}`);
  say(`${cases} journals checked, ${found + gone.length} findings.`);
  if (missed > 0)
    say(
      `${missed} acts were made on a device and have not arrived, or were counted twice. They may still wait in that device’s outbox: let its user sign in there.`,
    );
  say(
    anchored === undefined
      ? 'Without an anchor this cannot see a journal cut at its end, one computed anew as a whole, or a case that is gone altogether.'
      : `Compared with the anchor of ${anchored.at}. What was written after that day has only its own chain to vouch for it.`,
  );
  return found + gone.length === 0 ? 0 : 1;
}

type Organisation = { readonly organisationId: string; readonly name: string; readonly userId: string };
const AT_ONCE = 200;

async function verifyOrganisation(
  house: House,
  organisation: Organisation,
  say: (line: string) => void,
): Promise<{ readonly cases: number; readonly found: number }> {
  const heads = await withContext(house.desk.storage, contextOf(organisation), readHeads);
  let found = 0;
  for (let from = 0; from < heads.length; from += AT_ONCE) {
    await withContext(house.desk.storage, contextOf(organisation), async (tx) => {
      for (const { caseId } of heads.slice(from, from + AT_ONCE)) {
        const findings: readonly CaseFinding[] = await verifyCase(tx, caseId);
        found += findings.length;
        for (const { sequence, kind } of findings) say(`${(await caseCodeOf(tx, caseId)) ?? caseId} entry ${sequence}: ${kind}`);
      }
    });
    if (heads.length > AT_ONCE) say(`${organisation.name}: ${Math.min(from + AT_ONCE, heads.length)} of ${heads.length}`);
  }
  found += await withContext(house.desk.storage, contextOf(organisation), async (tx) => {
    const alone = await withoutCounterpart(tx, writtenInBoth);
    for (const { caseId, sequence } of alone) say(`${(await caseCodeOf(tx, caseId)) ?? caseId} entry ${sequence}: written-in-one-record-only`);
    return alone.length;
  });
  const untold = await withContext(house.desk.storage, contextOf(organisation), countUntoldAttachments);
  if (untold > 0)
    say(
      `${organisation.name}: ${untold} files are told of in no journal. Nothing vouches for them: they were kept before journals told of files, or were put in afterwards.`,
    );
  return { cases: heads.length, found };
}

/** Batches against their lines, their links and signatures; with an anchor also against one cut off at its end or computed anew. */
async function checkAccessLog(
  house: House,
  organisation: Organisation,
  anchored: { readonly batch: number; readonly hash: string } | undefined,
  ours: string,
  say: (line: string) => void,
): Promise<number> {
  return withContext(house.desk.storage, contextOf(organisation), async (tx) => {
    let [found, lines, others] = [0, 0, 0];
    let before: { readonly batch: number; readonly hash: string } | undefined;
    let hashThen: string | undefined;
    for (let some = await readBatches(tx, 0, 50); some.length > 0; some = await readBatches(tx, before?.batch ?? 0, 50)) {
      for (const sealed of some) {
        const key = createPublicKey({ key: Buffer.from(sealed.publicKey, 'base64'), format: 'der', type: 'spki' });
        const signed = verifySignature(null, Buffer.from(sealed.hash), key, Buffer.from(sealed.signature, 'base64'));
        const findings = checkBatch(sealed, before, await readAccessLines(tx, sealed.lineIds), signed);
        for (const { batch, kind } of findings) say(`${organisation.name}, access log, batch ${batch}: ${kind}`);
        found += findings.length;
        lines += sealed.lineIds.length;
        others += sealed.publicKey === ours ? 0 : 1;
        if (sealed.batch === anchored?.batch) hashThen = sealed.hash;
        before = sealed;
      }
    }
    if (anchored !== undefined && hashThen !== anchored.hash) {
      say(`${organisation.name}, access log, batch ${anchored.batch}: ${hashThen === undefined ? 'tail-cut' : 'computed-anew'}`);
      found += 1;
    }
    if (others > 0)
      say(
        `${organisation.name}, access log: ${others} batches were signed with another key than this installation holds. They vouch only as far as you know whose key that was.`,
      );
    const open = await countUnsealed(tx);
    say(`${organisation.name}: ${lines} lines of the access log are sealed and were checked.`);
    if (open.lines > open.behind)
      say(
        `${organisation.name}: ${open.lines - open.behind} lines, the oldest of ${open.oldest}, are not sealed yet. Nothing vouches for them: whoever holds the database could have changed, added or removed such lines unseen. A running server seals every five minutes, and when it stops.`,
      );
    if (open.behind > 0)
      say(`${organisation.name}, access log: ${open.behind} lines stand among sealed ones and are in no batch: they were put in afterwards.`);
    found += open.behind;
    return found;
  });
}

/** Each certificate is of an erasure that a ledger outside this database remembers, for the same case: nothing goes under one that was put in here. */
async function checkCertificates(
  house: House,
  organisation: Organisation,
  known: ReadonlyMap<string, { readonly caseId: CaseId }>,
  say: (line: string) => void,
): Promise<number> {
  return withContext(house.desk.storage, contextOf(organisation), async (tx) => {
    const unknown = (await listCertificates(tx)).filter(({ certificateId, caseId }) => known.get(certificateId)?.caseId !== caseId);
    for (const { certificateId, caseId } of unknown)
      say(`${(await caseCodeOf(tx, caseId)) ?? caseId}: no ledger of erasures knows certificate ${certificateId} for this case`);
    return unknown.length;
  });
}

/** Not findings of the journal: an act may still lie in an outbox. */
async function checkDevices(house: House, organisation: Organisation, say: (line: string) => void): Promise<number> {
  const rows = await withContext(house.desk.storage, contextOf(organisation), listDeviceActs);
  let missed = 0;
  for (const [deviceId, ofDevice] of Map.groupBy(rows, (row) => row.deviceId)) {
    for (const { deviceSequence, kind } of findingsOfDevice(ofDevice)) {
      missed += 1;
      say(`device ${deviceId}, act ${deviceSequence}: ${kind}`);
    }
  }
  return missed;
}

async function compareHeads(house: House, organisation: Organisation, heads: readonly Head[], say: (line: string) => void): Promise<number> {
  return withContext(house.desk.storage, contextOf(organisation), async (tx) => {
    const hashes = new Map<string, string | undefined>();
    for (const { caseId, sequence } of heads) {
      hashes.set(`${caseId} ${sequence}`, await readHash(tx, caseId, sequence));
      hashes.set(`${caseId} 1`, await readHash(tx, caseId, 1));
    }
    const findings: readonly AnchorFinding[] = compareWithAnchor(heads, (caseId, sequence) => hashes.get(`${caseId} ${sequence}`));
    for (const { caseId, sequence, kind } of findings) say(`${(await caseCodeOf(tx, caseId)) ?? caseId} entry ${sequence}: ${kind}`);
    return findings.length;
  });
}

async function readAnchor(file: string, settings: Settings, say: (line: string) => void) {
  const text = readText(file);
  const parsed = signedSchema.safeParse(text);
  if (!parsed.success) throw new Error(`${file} is not an anchor of this program.`);
  const { anchor: written, publicKey, signature } = parsed.data;
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  if (!verifySignature(null, bytesOf(written), key, Buffer.from(signature, 'base64')))
    throw new Error(`${file} was changed after it was signed. Use another copy.`);
  if ((await publicKeyOf(settings)) !== publicKey)
    say('The anchor was signed with another key than this installation holds: it vouches only as far as you know where the file comes from.');
  return written;
}

function readText(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`Cannot read ${file} as an anchor.`);
  }
}
