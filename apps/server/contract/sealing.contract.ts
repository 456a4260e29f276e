import { type CaseState, caseFold } from '@sojourn/casework';
import { demoOrganisations } from '@sojourn/demo';
import type { ActId, CaseId, DeviceId, JsonValue, OrganisationId, PersonId, UserId } from '@sojourn/kernel';
import type { Actor, AnyAct } from '@sojourn/operations';
import { readCase, readEntries, readSealed, withContext } from '@sojourn/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acts } from '../src/operations.ts';
import { performAct } from '../src/perform-act.ts';
import { restsOn } from '../src/relied-on.ts';
import { type ActName, type Desk, declaredFields, everyAct, type Performed, type Role } from './every-field.ts';
import { newId, openWorld, type World } from './world.ts';

let world: World;
let walked: Awaited<ReturnType<typeof everyAct>>;
let rows: readonly Row[];
type Row = Awaited<ReturnType<typeof readSealed>>[number];
const words = (act: ActName, field: string) => `what ${act} keeps in ${field}`;

const users: Readonly<Record<Role, string>> = { caseworker: 'amal', supervisor: 'samir', 'fund-manager': 'maya', finance: 'farid' };
function actorOf(username: string): Actor {
  for (const { organisationId, users: own } of demoOrganisations) {
    const user = own.find((one) => one.username === username);
    if (user !== undefined) return { ...user, organisationId } as unknown as Actor;
  }
  throw new Error(`Nobody is called ${username}`);
}
const amal = actorOf('amal');
const inside = <Value>(work: Parameters<typeof withContext<Value>>[2]) =>
  withContext(world.running.desk.storage, { organisationId: amal.organisationId, actorId: amal.userId as UserId, purpose: 'assistance' }, work);

let deviceSequence = 0;
const deviceId = newId<DeviceId>();
async function perform(role: Role, act: ActName, caseId: string, input: unknown, sealed: Performed['sealed'], also: Performed['also'] = []) {
  deviceSequence += 1;
  const request = {
    actId: newId() as string as ActId,
    caseId: caseId as CaseId,
    deviceId,
    deviceSequence,
    basis: 0,
    recordedAt: world.running.desk.clock.now(),
    input,
  };
  return performAct(world.running.desk, actorOf(users[role]), acts[act] as AnyAct, { ...request, sealed: sealed as never, also: also as never });
}

beforeAll(async () => {
  world = await openWorld(4731);
  const client = await world.as('amal');
  const desk: Desk = {
    perform: async (role, act, caseId, input, sealed, also) => {
      const done = await perform(role, act, caseId, input, sealed, also);
      if (!done.ok) throw new Error(`${act} was refused: ${JSON.stringify(done.refusal)}`);
      return done.value.entryIds;
    },
    preview: async (caseId, chosen) => (await client.post(`/api/cases/${caseId}/referral-preview`, chosen)).body['fingerprint'],
  };
  walked = await everyAct(desk, words);
  rows = await inside(async (tx) => {
    const state = (await readCase<CaseState>(tx, caseFold, walked.caseId as CaseId))?.state;
    return readSealed(
      tx,
      walked.caseId as CaseId,
      (state?.sealed ?? []).map((one) => one.sealedId),
    );
  });
}, 120_000);
afterAll(() => world.close());

const placeOf = (row: Row) => ({ organisationId: amal.organisationId as OrganisationId, subjectId: row.subjectId, entryId: row.entryId, field: row.field });
const rowsOf = ({ entryIds }: Performed, field: string) => rows.filter((row) => row.field === field && entryIds.includes(row.entryId));

describe('every free-text field that any act declares', () => {
  it('is filled by the walk: a field nobody covers fails here', () => {
    expect(walked.uncovered).toEqual([]);
    expect(declaredFields.length).toBeGreaterThan(30);
  });

  it('is kept once, as ciphertext, under the key of whom it is about, and opens there', async () => {
    for (const one of walked.performed)
      for (const { field, subjectId, text } of one.sealed) {
        const found = rowsOf(one, field);
        expect(
          found.map((row) => row.subjectId),
          `${one.act} ${field}`,
        ).toEqual([subjectId]);
        const [row] = found;
        if (row === undefined || row.ciphertext === null) throw new Error('there is none');
        expect(row.ciphertext.includes(Buffer.from(text.slice(0, 12))), `${one.act} ${field} is readable`).toBe(false);
        expect(await world.running.desk.vault.revealText(placeOf(row), row.ciphertext), `${one.act} ${field}`).toEqual({ ok: true, value: text });
      }
  });

  it('stands nowhere in the codes: no payload holds a word of it', async () => {
    const payloads = await inside((tx) =>
      tx.rows<{ readonly payload: JsonValue }>(
        'select p.payload from sojourn.entry_payload p join sojourn.entry e using (organisation_id, entry_id) where e.organisation_id = $1 and e.case_id = $2',
        [tx.organisationId, walked.caseId],
      ),
    );
    expect(payloads.length).toBeGreaterThan(30);
    expect(JSON.stringify(payloads)).not.toContain('keeps in');
  });

  it('fails to open when it is moved: to another entry, another field, another person, another organisation', async () => {
    const elsewhere = rows.at(-1);
    for (const row of rows) {
      const other = rows.find((one) => one.entryId !== row.entryId) ?? elsewhere;
      const person = rows.find((one) => one.subjectId !== row.subjectId);
      if (other === undefined || person === undefined || row.ciphertext === null) throw new Error('nothing to move to');
      const place = placeOf(row);
      for (const moved of [
        { ...place, entryId: other.entryId },
        { ...place, field: `${row.field}-2` },
        { ...place, subjectId: person.subjectId },
      ])
        await expect(world.running.desk.vault.revealText(moved, row.ciphertext), JSON.stringify(moved)).rejects.toThrow();
      const abroad = await world.running.desk.vault.revealText({ ...place, organisationId: newId() as string }, row.ciphertext);
      expect(abroad.ok).toBe(false);
    }
  });

  it('is refused under anybody else’s key', async () => {
    const stranger = newId<PersonId>();
    for (const { act, input, sealed, also } of walked.performed) {
      for (const text of sealed) {
        const wrong = sealed.map((one) => (one.field === text.field ? { ...one, subjectId: stranger } : one));
        const opens = acts[act].opensCase;
        const role = (Object.keys(users) as readonly Role[]).find((one) => Object.keys(acts[act].policy.roles).includes(one)) ?? 'caseworker';
        const answer = await perform(role, act, opens ? newId() : walked.caseId, input, wrong, also);
        expect(answer, `${act} ${text.field}`).toMatchObject({ ok: false, refusal: { kind: 'words-about-another', where: [text.field] } });
      }
    }
  });
});

describe('every decision of the walk', () => {
  type Grounds = readonly { readonly at: string; readonly is: string; readonly citations: readonly string[] }[];
  const decides = Object.entries(restsOn).flatMap(([kind, grounds]) => (grounds === undefined ? [] : [kind]));
  it('stores what it relied on, with citations, under a catalogue that is kept by its fingerprint', async () => {
    const entries = await inside(async (tx) => [
      ...(await readEntries(tx, walked.caseId as CaseId)),
      ...(await Promise.all(walked.performed.flatMap(({ also }) => also).map(({ caseId }) => readEntries(tx, caseId as CaseId)))).flat(),
    ]);
    const kept = await inside((tx) => tx.rows<{ readonly hash: string }>('select bundle_hash as hash from sojourn.bundle', []));
    const archived = new Set(kept.map(({ hash }) => hash));
    const seen = new Set<string>();
    for (const { envelope, payload } of entries) {
      const kind = envelope.kind.split('@')[0] ?? '';
      const grounds = (payload as { readonly reliedOn?: Grounds } | undefined)?.reliedOn ?? [];
      if (!decides.includes(kind)) {
        expect([kind, grounds], kind).toEqual([kind, []]);
        continue;
      }
      seen.add(kind);
      expect([kind, grounds.length > 0, grounds.some(({ citations }) => citations.length > 0)], kind).toEqual([kind, true, true]);
      expect(archived.has(envelope.bundleHash), kind).toBe(true);
    }
    // A kind of decision that the walk never makes would prove nothing here.
    expect(decides.filter((kind) => !seen.has(kind))).toEqual([]);
    expect(['case-closed', 'payment-recorded', 'guardian-verified'].every((kind) => seen.has(kind))).toBe(true);
  });
});

describe('several people in one case', () => {
  it('each have a key of their own: the person, who told us, a relative, witness, guardian, interpreter, provider', () => {
    const subjects = new Set(rows.map((row) => row.subjectId));
    expect(subjects.size).toBeGreaterThanOrEqual(7);
  });
});
