import { checkBatch } from '@sojourn/journal';
import { lastBatch, logAccess, readAccessLines, readBatches, type Sign, sealAccessLines, unsealedLines } from '@sojourn/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, asSuperuser, newId, openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const sign: Sign = () => ({ publicKey: 'k', signature: 's' });
const caseId = newId<never>();
const look = async (times: number, tx: Parameters<typeof logAccess>[0]) => {
  for (let n = 0; n < times; n += 1) await logAccess(tx, { accessId: newId(), operation: 'case.view', purpose: 'assistance', caseId, outcome: 'done' });
};
const seal = () => as(world, world.harbour, (tx) => sealAccessLines(tx, sign, 1));
const findings = () =>
  as(world, world.harbour, async (tx) => {
    const found = [];
    let before: { readonly batch: number; readonly hash: string } | undefined;
    for (const batch of await readBatches(tx, 0, 1_000)) {
      found.push(...checkBatch(batch, before, await readAccessLines(tx, batch.lineIds), true));
      before = batch;
    }
    return found.map(({ kind }) => kind);
  });

describe('the access log', () => {
  it('fifty people at once, sealed meanwhile: every line is in one batch, and nobody waited for the seal', async () => {
    const people = Array.from({ length: 50 }, async () => {
      for (let n = 0; n < 6; n += 1) await as(world, world.harbour, (tx) => look(1, tx));
    });
    let working = true;
    const sealing = (async () => {
      let sealed = 0;
      while (working) sealed += await seal();
      return sealed;
    })();
    await Promise.all(people);
    working = false;
    let sealed = await sealing;
    for (let some = -1; some !== 0; sealed += some) some = await seal();
    expect(sealed).toBe(300);
    const ids = await as(world, world.harbour, async (tx) => (await readBatches(tx, 0, 1_000)).flatMap((batch) => batch.lineIds));
    expect(new Set(ids).size).toBe(300);
    expect(await findings()).toEqual([]);
  });

  it('a line whose transaction ended late is sealed with the next batch', async () => {
    await as(world, world.harbour, async (slow) => {
      await look(1, slow);
      await as(world, world.harbour, (tx) => look(3, tx));
      expect(await seal()).toBe(3);
    });
    expect(await seal()).toBe(1);
    expect(await as(world, world.harbour, (tx) => unsealedLines(tx, 10))).toEqual([]);
  });

  it('two servers that seal at one moment make one chain', async () => {
    await as(world, world.harbour, (tx) => look(20, tx));
    const both = await Promise.all([seal(), seal()]);
    expect(both.reduce((sum, one) => sum + one, 0)).toBe(20);
    expect(await findings()).toEqual([]);
  });

  it('cannot be changed, not even by its owner', async () => {
    const owner = `"${world.prefix}_owner"`;
    for (const statement of [
      "update sojourn.access_log set outcome = 'x'",
      'delete from sojourn.access_log',
      'truncate sojourn.access_log',
      "update sojourn.access_batch set hash = 'x'",
      'delete from sojourn.access_batch',
    ]) {
      await expect(
        asSuperuser(world, (client) => client.query(statement)),
        statement,
      ).rejects.toThrow('never changed');
      // The owner is shown no row, so a statement of its own touches none; what needs no row is refused.
      const touched = await asSuperuser(world, async (client) => {
        await client.query(`set role ${owner}`);
        return (await client.query(statement)).rowCount;
      }).catch(() => 0);
      expect(touched, statement).toBe(0);
      await expect(
        as(world, world.harbour, (tx) => tx.rows(statement)),
        statement,
      ).rejects.toThrow(/permission denied/);
    }
  });

  it('whoever gets round even that is found: an edited line, a line taken away, a batch taken away', async () => {
    const last = await as(world, world.harbour, lastBatch);
    const [one] = last?.lineIds ?? [];
    const byForce = (...statements: readonly string[]) =>
      asSuperuser(world, async (client) => {
        await client.query('set session_replication_role = replica');
        for (const statement of statements) await client.query(statement);
      });
    await byForce(`update sojourn.access_log set actor_id = '${newId()}' where access_id = '${one}'`);
    expect(await findings()).toEqual(['line-edited']);
    await byForce(`delete from sojourn.access_log where access_id = '${one}'`);
    expect(await findings()).toEqual(['line-missing']);
    await byForce(`delete from sojourn.access_batch where organisation_id = '${world.harbour.organisationId}' and batch = 2`);
    expect(await findings()).toEqual(['batch-missing', 'line-missing']);
  });

  it('another organisation sees neither lines nor batches', async () => {
    expect(await as(world, world.crossing, (tx) => tx.rows('select 1 from sojourn.access_batch'))).toEqual([]);
    expect(await as(world, world.crossing, (tx) => tx.rows('select 1 from sojourn.access_log'))).toEqual([]);
  });
});
