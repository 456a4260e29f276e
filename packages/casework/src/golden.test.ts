import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, foldEntries } from '@sojourn/journal';
import { plainDate } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { caseFold, together, viewOf } from './index.ts';
import { payloads } from './payloads.ts';
import { caseUpcasts } from './upcasts.ts';

type Golden = readonly { readonly entries: readonly Entry[]; readonly expected: Readonly<Record<string, unknown>> }[];
const folder = join(import.meta.dirname, '..', 'golden');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Golden;

const authorityOf = (view: ReturnType<typeof viewOf>) => ({
  shares: view.shares.map((one) => [one.recipient, one.ground, one.recall?.because ?? 'open']),
  filings: view.filings.map((one) => [one.filing, one.recipient]),
  consulates: view.consularContacts.length,
  bars: view.bars.length,
  guardians: view.guardians.map((one) => [one.claim, one.verified !== undefined, one.inConflict]),
  vitalInterests: view.vitalInterests.map((one) => one.review?.upheld ?? 'open'),
  gate: view.consularGate ?? 'open',
});

/** Journals of invented people as each release wrote them. They fold for ever, and say what they said then. */
describe('golden journals', () => {
  it.each(files)('%s folds to what it said when it was written', (file) => {
    const cases = read(file);
    expect(cases.length).toBeGreaterThan(0);
    for (const { entries, expected } of cases) {
      const view = viewOf(foldEntries(caseFold, entries), plainDate('2026-11-24'));
      const facts = Object.fromEntries(view.facts.map((held) => [held.fact, held.is === 'value' ? { is: held.is, value: held.value } : { is: held.is }]));
      expect({
        stage: view.stage,
        isChild: view.isChild,
        urgent: view.urgent,
        facts,
        consents: view.consents.map((one) => [one.purpose, one.answer]),
        planTotals: view.planTotals,
        payments: view.payments.map((one) => one.amount),
        deliveries: view.deliveries.map((one) => one.service),
        sealed: view.sealed.length,
        // Releases before there were a directory and a door had nothing to say of it.
        ...(expected['authority'] === undefined ? {} : { authority: authorityOf(view) }),
      }).toEqual(expected);
    }
  });

  it('records that were joined, parted and joined again are read as one, as they were when it was written', () => {
    const states = read('journal-joined-1.json').map(({ entries }) => foldEntries(caseFold, entries));
    const records = new Map(states.map((state) => [state.caseId, state]));
    const views = states.map((state) => viewOf(together(state.caseId, records), plainDate('2026-11-24')));
    for (const view of views) {
      expect(view.urgent).toEqual(['safety.danger-tonight', 'safety.medical-emergency']);
      expect(
        view.consents.filter((one) => one.purpose === 'assistance' && one.setAside !== true).map((one) => one.withdrawnOn === undefined && one.answer),
      ).toEqual([false, 'refused']);
    }
    expect(views.map((view) => view.joinedInto !== undefined)).toEqual([true, false]);
  });

  it('no kind that was ever written is without a reader', () => {
    const written = new Set(files.flatMap(read).flatMap(({ entries }) => entries.map(({ envelope }) => `${envelope.kind}@${envelope.version}`)));
    expect(written.size).toBeGreaterThan(8);
    for (const kind of written) expect(Object.hasOwn(payloads, kind) || caseUpcasts[kind] !== undefined, kind).toBe(true);
  });
});
