import { historyFor, partedFromGrounds } from '@sojourn/casework';
import { addressOf, bundleHashOf, type Catalogue, findRule } from '@sojourn/catalogue';
import { type CaseId, canonicalJson, type JsonValue, ok, refused } from '@sojourn/kernel';
import type { rightsQueries } from '@sojourn/rights/operations';
import { findBundle, listColleagues, readEntries } from '@sojourn/storage';
import type { Answering } from './answer.ts';
import { historyOf } from './history.ts';

/** A past decision with the catalogue it relied on: found by its fingerprint, counted again, and laid beside today's. */
export const reliedOnBy: Answering<(typeof rightsQueries)['case.relied-on']> = async (desk, _actor, tx, { caseId, entryId }, { access }) => {
  const entries = await readEntries(tx, caseId as CaseId);
  const line = historyFor(historyOf(entries, await listColleagues(tx)), access.roles).find((one) => one.entryId === entryId);
  const entry = entries.find((one) => one.envelope.entryId === entryId);
  if (line === undefined || entry === undefined) return refused({ kind: 'no-such-entry' });
  const { bundleHash } = entry.envelope;
  const kept = await findBundle(tx, bundleHash);
  const then = kept === undefined ? undefined : (JSON.parse(kept.content) as Catalogue);
  const { reliedOn = [] } = partedFromGrounds(line);
  return ok({
    bundleHash,
    today: desk.bundle.hash,
    ...(kept === undefined ? {} : { archivedAt: kept.archivedAt }),
    // Whoever reads it need not believe the archive: its content is counted again.
    archive: then === undefined ? ('not-kept' as const) : bundleHashOf(then) === bundleHash ? ('sound' as const) : ('altered' as const),
    reliedOn: reliedOn.map((one) => {
      const [said, says] = [then === undefined ? null : saidAt(then, one.at), saidAt(desk.bundle.catalogue, one.at)];
      return { ...one, citations: [...one.citations], ...(said === null ? {} : { said: said as never }), today: beside(said, says) };
    }),
  });
};

/** The rule or the right at an address, as that catalogue has it. */
function saidAt(catalogue: Catalogue, address: string): JsonValue {
  const [book = '', id = ''] = address.split('/');
  const found = book === 'right' ? catalogue.rights.find((one) => one.id === id) : findRule(catalogue, addressOf({ book, rule: id }));
  return found === undefined ? null : (JSON.parse(JSON.stringify(found)) as JsonValue);
}

function beside(then: JsonValue, now: JsonValue): 'same' | 'changed' | 'gone' | 'not-known' {
  if (then === null) return 'not-known';
  if (now === null) return 'gone';
  return canonicalJson(then) === canonicalJson(now) ? 'same' : 'changed';
}
