import { type Fold, foldEntries } from '@sojourn/journal';
import type { CaseId, JsonValue } from '@sojourn/kernel';
import { readEntries, rebuildSnapshots } from '@sojourn/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, asSuperuser, type Notes, notesFold, openCase, openWorld, type World } from './world.ts';

// More than are read at once in either half.
const count = 1_060;
const awkward = ['a line\nand another', 'quoted "so", \\ and so \\n', 'زينب', '', '\u2028', '{}'] as const;
let world: World;
const cases: CaseId[] = [];
beforeAll(async () => {
  world = await openWorld();
  for (let from = 0; from < count; from += 20)
    cases.push(
      ...(await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          openCase(world, world.harbour, { payload: awkward[n % awkward.length] ?? '', ...(n === 0 ? { name: 'Zaynab' } : {}) }),
        ),
      )),
    );
  await openCase(world, world.crossing);
}, 300_000);
afterAll(() => world?.close());

type Whole = Notes & { readonly read: readonly JsonValue[] };
/** Another version of the fold, that keeps all it is given. */
const wholeFold: Fold<Whole> = {
  version: 2,
  start: (entry) => ({ ...notesFold.start(entry), read: [entry as unknown as JsonValue] }),
  apply: (state, entry) => ({ ...notesFold.apply(state, entry), read: [...state.read, entry as unknown as JsonValue] }),
};
const who = () => ({ organisationId: world.harbour.organisationId, actorId: world.harbour.userId, purpose: 'administration' as const });
const rebuild = () => rebuildSnapshots(world.storage, who(), wholeFold);

describe('rebuilding every snapshot', () => {
  it('says of each case exactly what its journal says, read the other way; and again, that nothing differs', async () => {
    expect(await rebuild()).toEqual({ cases: count, differed: 0 });
    await as(world, world.harbour, async (tx) => {
      const rows = await tx.rows<{ case_id: CaseId; fold_version: number; state: Whole }>('select case_id, fold_version, state from sojourn.case_snapshot');
      expect(new Set(rows.map((row) => row.case_id))).toEqual(new Set(cases));
      for (const { case_id, fold_version, state } of rows) {
        const folded = foldEntries(
          wholeFold,
          (await readEntries(tx, case_id)).map(({ envelope: { bundleHash: _b, commitment: _c, previousHash: _p, hash: _h, ...envelope }, ...rest }) => ({
            envelope,
            ...rest,
          })),
        );
        expect([fold_version, state]).toEqual([2, JSON.parse(JSON.stringify(folded))]);
      }
    });
    expect(await rebuild()).toEqual({ cases: count, differed: 0 });
  }, 120_000);

  it('finds each snapshot that says something else, puts it right, and leaves other organisations alone', async () => {
    const [one, two, three] = cases;
    const crossing = () =>
      asSuperuser(
        world,
        async (client) =>
          (await client.query('select fold_version from sojourn.case_snapshot where organisation_id = $1', [world.crossing.organisationId])).rows,
      );
    await asSuperuser(world, (client) =>
      client.query(`update sojourn.case_snapshot set state = jsonb_set(state, '{caseCode}', '"ZZZZ"') where case_id = any($1)`, [[one, two, three]]),
    );
    expect(await rebuild()).toEqual({ cases: count, differed: 3 });
    expect(await rebuild()).toEqual({ cases: count, differed: 0 });
    expect(await crossing()).toEqual([{ fold_version: 1 }]);
  }, 120_000);
});
