import type { ActId, CaseId, DeviceId, EntryId, Instant, JsonValue, OrganisationId, PlainDate, UserId } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { chainHash, commitmentOf, compareWithAnchor, type Envelope, firstLink, verifyChain } from './index.ts';

type Row = { readonly envelope: Envelope; readonly content: { readonly salt: string; readonly payload: JsonValue; readonly sealed: readonly [] } };
const organisationId = '0192f000-0000-7000-8000-000000000001' as OrganisationId;
const caseId = '0192f000-0000-7000-8000-00000000000c' as CaseId;

function randomFrom(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * n);
  };
}

function chained(contents: readonly JsonValue[]): Row[] {
  let previousHash = firstLink(organisationId, caseId);
  return contents.map((payload, at) => {
    const salt = `${at}`.padStart(32, '0');
    const unchained = {
      organisationId,
      caseId,
      sequence: at + 1,
      entryId: `0192f000-0000-7000-8000-${String(at).padStart(12, '0')}` as EntryId,
      actId: organisationId as unknown as ActId,
      kind: 'fact-asserted',
      version: 1,
      authorId: organisationId as unknown as UserId,
      deviceId: organisationId as unknown as DeviceId,
      deviceSequence: at + 1,
      basis: at,
      occurredEarliest: '2026-01-01' as PlainDate,
      occurredLatest: '2026-01-01' as PlainDate,
      recordedAt: at as Instant,
      receivedAt: at as Instant,
      source: 'person' as const,
      bundleHash: 'b',
      commitment: commitmentOf(salt, payload, []),
      previousHash,
    };
    const hash = chainHash(unchained);
    previousHash = hash;
    return { envelope: { ...unchained, hash }, content: { salt, payload, sealed: [] } };
  });
}

const seed = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
const tampering: Readonly<Record<string, (rows: Row[], at: number) => Row[]>> = {
  'a payload edited': (rows, at) => rows.map((row, n) => (n === at ? { ...row, content: { ...row.content, payload: 'other' } } : row)),
  'an envelope edited': (rows, at) => rows.map((row, n) => (n === at ? { ...row, envelope: { ...row.envelope, recordedAt: 99 as Instant } } : row)),
  'an entry removed': (rows, at) => rows.filter((_, n) => n !== at),
  'two entries in another order': (rows, at) => rows.map((row, n) => (n === at ? (rows[at + 1] ?? row) : n === at + 1 ? (rows[at] ?? row) : row)),
};

describe(`tampering with random journals (seed ${seed})`, () => {
  const random = randomFrom(seed);
  const journals = Array.from({ length: 60 }, () => chained(Array.from({ length: 3 + random(20) }, () => random(1_000))));

  it('an untouched journal has no findings', () => {
    for (const rows of journals) expect(verifyChain(rows)).toEqual([]);
  });
  it.each(Object.keys(tampering))('%s is found without anything kept elsewhere', (kind) => {
    for (const rows of journals) expect(verifyChain(tampering[kind]?.(rows, random(rows.length - 1)) ?? rows).length).toBeGreaterThan(0);
  });
  it('a tail cut, a case removed and a chain computed anew are found with an anchor, and only with one', () => {
    for (const rows of journals) {
      const last = rows.at(-1)?.envelope;
      const anchored = [{ caseId, sequence: rows.length, hash: last?.hash ?? '' }];
      const findings = (now: readonly Row[]) => compareWithAnchor(anchored, (_, sequence) => now[sequence - 1]?.envelope.hash).map((one) => one.kind);
      const cut = rows.slice(0, 1 + random(rows.length - 1));
      const anew = chained(rows.map(({ content }, at) => (at === 0 ? 'changed' : content.payload)));
      expect([verifyChain(cut), verifyChain(anew)]).toEqual([[], []]);
      expect([findings(rows), findings(cut), findings([]), findings(anew)]).toEqual([[], ['tail-cut'], ['case-removed'], ['chain-recomputed']]);
      expect(findings([...rows, ...chained([1])])).toEqual([]);
    }
  });
});
