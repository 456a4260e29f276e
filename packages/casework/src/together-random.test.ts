import { foldEntries } from '@sojourn/journal';
import { type CaseId, canonicalJson, instant } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { ada, ben, clinic, eva, Register, reading, today } from '../contract/register.ts';
import { randomFrom } from '../contract/two-devices.ts';
import { type CaseState, caseFold, liveShares, shareStands } from './index.ts';

const first = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
const runs = Number(process.env['SOJOURN_RUNS'] ?? 150);

function randomRegister(
  seed: number,
  after?: (office: Register, cases: readonly CaseId[]) => void,
): { readonly office: Register; readonly cases: readonly CaseId[]; readonly done: Set<string> } {
  const random = randomFrom(seed);
  const pick = <One>(list: readonly One[]): One => list[random(list.length)] as One;
  const office = new Register();
  const cases = ['x', 'y', 'z'].map((name) => office.openAdult(name));
  const done = new Set<string>();
  const steps = 15 + random(25);
  for (let step = 0; step < steps; step += 1) {
    const caseId = pick(cases);
    const other = pick(cases.filter((one) => one !== caseId));
    const own = office.alone(caseId);
    const more = random(3) === 0 ? { basis: 1 + random(own.sequence) } : {};
    const kinds: readonly (() => string | undefined)[] = [
      () => office.say(caseId, pick(['place.present-country', 'person.citizenship']), pick(['NGA', 'ETH']), more) as undefined,
      () => office.say(caseId, 'safety.danger-tonight', random(2) === 0, more) as undefined,
      () => (random(4) > 0 ? 'seldom' : (office.say(caseId, 'person.birth-date', pick(['1990', '2011']), more) as undefined)),
      () => office.ask(caseId, pick(['given', 'refused']), more, pick(['assistance', 'sharing'])) as undefined,
      () => {
        const consent = pick(office.read(caseId).ledger.consents);
        return consent === undefined ? 'none' : office.refusal('consent.withdraw', ben, caseId, { consentId: consent.entryId }, more);
      },
      () => office.join(caseId, other, pick([ada, eva])),
      () => office.confirm(caseId, other, pick([ada, eva])),
      () => office.part(caseId, other),
      ...Array.from({ length: 2 }, () => () => office.agree(caseId, { answer: pick(['given', 'given', 'given', 'refused']) }, more) && undefined),
      ...Array.from({ length: 4 }, () => () => office.share(caseId)),
      () => (random(3) > 0 ? 'seldom' : office.refusal('withholding.record', ada, caseId, { subjectId: own.personId, dataClass: 'location' }, more)),
      () => {
        const withheld = own.ledger.withholdings.find((one) => one.liftedOn === undefined);
        return withheld === undefined ? 'none' : office.refusal('withholding.lift', ada, caseId, { withholdingId: withheld.entryId }, more);
      },
    ];
    const at = random(kinds.length);
    if (kinds[at]?.() === undefined) done.add(String(at));
    after?.(office, cases);
  }
  return { office, cases, done };
}

describe(`any three records (${runs} runs from seed ${first}; SOJOURN_SEED, SOJOURN_RUNS)`, () => {
  const each = (work: (seed: number) => void) => {
    for (let seed = first; seed < first + runs; seed += 1) {
      try {
        work(seed);
      } catch (problem) {
        throw new Error(`seed ${seed}: ${problem instanceof Error ? problem.message : String(problem)}`, { cause: problem });
      }
    }
  };
  const linkless = (state: CaseState) => ({ ...state, links: [] });

  it('joined and confirmed, say the same from wherever they are read', () => {
    let groups = 0;
    each((seed) => {
      const { office, cases } = randomRegister(seed);
      for (const caseId of cases) {
        const state = office.read(caseId);
        for (const other of state.elsewhere ?? []) {
          groups += 1;
          const there = office.read(other.caseId);
          const facts = (one: CaseState) => JSON.parse(reading(one)).facts;
          expect(facts(there)).toEqual(facts(state));
          const answers = (one: CaseState) => one.ledger.consents.map((consent) => consent.entryId);
          if ((state.elsewhere ?? []).every((one) => one.confirmed)) expect(answers(there)).toEqual(answers(state));
        }
      }
    });
    expect(groups).toBeGreaterThan(runs / 4);
  }, 3_600_000);

  it('never let an agreement count that another record of the person refuses, unless asked again in that knowledge', () => {
    let refusals = 0;
    each((seed) => {
      const { office, cases } = randomRegister(seed);
      for (const caseId of cases) {
        const state = office.read(caseId);
        for (const { caseId: otherId } of state.elsewhere ?? []) {
          for (const [purpose, recipient] of [
            ['assistance', 'this-organisation'],
            ['sharing', 'this-organisation'],
            ['sharing', clinic.kind],
          ] as const) {
            const asked = (one: CaseState['ledger']['consents'][number]) => one.purpose === purpose && one.recipient === recipient;
            const theirs = office.alone(otherId).ledger.consents.filter(asked).at(-1);
            const counting = state.ledger.consents.filter(asked).at(-1);
            if (theirs === undefined || (theirs.answer === 'given' && theirs.withdrawnOn === undefined)) continue;
            refusals += 1;
            if (counting?.answer !== 'given' || counting.withdrawnOn !== undefined) continue;
            const writtenIn = office.alone(state.recordOf?.[counting.entryId] ?? caseId);
            const given = writtenIn.consentTimes.find((one) => one.entryId === counting.entryId);
            const stopped = office.alone(otherId).consentTimes.find((one) => one.entryId === theirs.entryId);
            const joins = writtenIn.links.filter((link) => link.parted === undefined && link.sequence <= (given?.basis ?? 0));
            expect(joins.length).toBeGreaterThan(0);
            expect(given?.receivedAt).toBeGreaterThanOrEqual(stopped?.withdrawnAt ?? stopped?.receivedAt ?? Number.POSITIVE_INFINITY);
          }
        }
      }
    });
    expect(refusals).toBeGreaterThan(runs / 10);
  }, 3_600_000);

  it('leave nothing shared that could not be shared now: whatever takes an authority away, in whichever record, asks for it back', () => {
    const seen = { live: 0, recalled: 0, elsewhere: 0 };
    const moment = { today, now: instant(Date.UTC(2026, 9, 2)) };
    each((seed) => {
      const { office, cases } = randomRegister(seed, (now, all) => {
        for (const caseId of all) {
          const state = now.read(caseId);
          for (const share of liveShares(state)) {
            const stands = shareStands(state, share, moment);
            expect(stands.ok ? '' : stands.refusal.kind).toBe('');
            seen.live += 1;
          }
        }
      });
      const recalls = office.entries.filter(({ envelope }) => envelope.kind === 'referral-recalled');
      const shareIds = recalls.map(({ payload }) => (payload as { readonly shareId: string }).shareId);
      // Once each, and where the share was made.
      expect(new Set(shareIds).size).toBe(shareIds.length);
      for (const [at, { envelope }] of recalls.entries()) {
        seen.recalled += 1;
        expect(office.alone(envelope.caseId).shares.some((one) => one.entryId === shareIds[at])).toBe(true);
        const first = office.entries.find((one) => one.envelope.actId === envelope.actId);
        if (first?.envelope.caseId !== envelope.caseId) seen.elsewhere += 1;
      }
      expect(shareIds.length).toBe(cases.flatMap((caseId) => office.alone(caseId).shares.filter((one) => one.recall !== undefined)).length);
    });
    // A run in which nothing is shared, nor asked back across records, proves nothing.
    expect(seen.live).toBeGreaterThan(runs);
    expect(seen.recalled).toBeGreaterThan(runs / 5);
    expect(seen.elsewhere).toBeGreaterThan(runs / 50);
  }, 3_600_000);

  it('parted, are as if never joined: each record is its own journal, and what came after', () => {
    each((seed) => {
      const { office, cases } = randomRegister(seed);
      for (const caseId of cases) for (const other of cases) if (caseId !== other) office.part(caseId, other);
      for (const caseId of cases) {
        const own = office.entries.filter((entry) => entry.envelope.caseId === caseId && !entry.envelope.kind.startsWith('records-'));
        expect(canonicalJson(linkless(office.read(caseId)) as never)).toBe(
          canonicalJson({ ...foldEntries(caseFold, own), sequence: office.alone(caseId).sequence } as never),
        );
        expect(office.read(caseId).elsewhere).toBeUndefined();
      }
    });
  }, 3_600_000);

  it('lose nothing of what each record holds, and take no entry of another', () => {
    const kinds = new Set<string>();
    each((seed) => {
      const { office, cases, done } = randomRegister(seed);
      for (const kind of done) kinds.add(kind);
      for (const caseId of cases) {
        const state = office.read(caseId);
        const all = [...state.ledger.consents, ...(state.setAside ?? [])].map((one) => one.entryId).toSorted();
        const members = [caseId, ...(state.elsewhere ?? []).map((one) => one.caseId)];
        expect(all).toEqual(members.flatMap((id) => office.alone(id).ledger.consents.map((one) => one.entryId)).toSorted());
        expect(state.assertions.length).toBe(members.reduce((sum, id) => sum + office.alone(id).assertions.length, 0));
      }
    });
    // A run in which nothing is joined, confirmed or parted proves nothing.
    expect([...kinds].sort()).toEqual(Array.from({ length: 16 }, (_, n) => String(n)).sort());
  }, 3_600_000);
});
