import { closedKinds, isOpen, openKinds, type RecipientKind } from '@sojourn/directory';
import type { Entry } from '@sojourn/journal';
import { describe, expect, it } from 'vitest';
import { directory, work } from '../contract/random-work.ts';
import { caseworkActs } from './operations.ts';

/** Kinds of entries by which something left, or may leave. */
const leaving = ['referral-shared', 'filing-made', 'consulate-contacted', 'vital-interest-invoked', 'best-interests-proposed'];

const reached = (entry: Entry): RecipientKind | undefined => {
  const payload = entry.payload as { readonly recipientId?: string } | undefined;
  return leaving.includes(entry.envelope.kind) ? directory.get(payload?.recipientId ?? '')?.kind : undefined;
};

describe('no path leads from help to enforcement', () => {
  const seed = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
  it(`whatever is tried, by whoever holds every role, in whatever order (500 runs from seed ${seed})`, () => {
    const kinds = new Map<string, number>();
    const outcomes = new Map<string, number>();
    for (let run = 0; run < 500; run += 1) {
      const done = work(seed + run);
      const barred = new Set<string>();
      for (const entry of done.entries) {
        const { recipientId } = entry.payload as { readonly recipientId?: string };
        if (entry.envelope.kind === 'recipient-barred') barred.add(recipientId ?? '');
        const kind = reached(entry);
        if (kind === undefined) continue;
        expect(isOpen(kind), `seed ${seed + run}: ${entry.envelope.kind} to ${kind}`).toBe(true);
        const left = ['referral-shared', 'filing-made', 'consulate-contacted'].includes(entry.envelope.kind);
        if (left) expect(barred.has(recipientId ?? ''), `seed ${seed + run}: to one who is barred`).toBe(false);
        kinds.set(`${entry.envelope.kind} ${kind}`, (kinds.get(`${entry.envelope.kind} ${kind}`) ?? 0) + 1);
      }
      for (const [outcome, count] of done.outcomes) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
    }
    // The walk itself is tried: things did leave, by every way, and the wall was run against.
    for (const left of ['referral-shared', 'filing-made', 'consulate-contacted', 'vital-interest-invoked'])
      expect(
        [...kinds.keys()].some((one) => one.startsWith(left)),
        left,
      ).toBe(true);
    for (const wall of ['referral.share firewall', 'filing.make firewall', 'vital-interest.invoke firewall', 'referral.share firewall-linked-to-case'])
      expect(outcomes.get(wall) ?? 0, wall).toBeGreaterThan(0);
  });

  it('no operation declares a closed kind, and what declares none is given no directory', () => {
    const declared = Object.values(caseworkActs).flatMap((act) =>
      act.recipients === undefined ? [] : [{ name: act.name as string, recipients: act.recipients }],
    );
    expect(declared.length).toBeGreaterThan(4);
    for (const { name, recipients } of declared) {
      expect(recipients.length, name).toBeGreaterThan(0);
      expect(
        recipients.filter((kind) => closedKinds.some((one) => one === kind) || !openKinds.some((one) => one === kind)),
        name,
      ).toEqual([]);
    }
    const writers = ['referral.share', 'filing.make', 'consulate.contact', 'vital-interest.invoke', 'best-interests.propose', 'court-order.record'];
    expect(declared.map(({ name }) => name).sort()).toEqual([...writers].sort());
  });
});
