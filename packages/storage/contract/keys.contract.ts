import { randomBytes } from 'node:crypto';
import { keyFrom, openVault, rotateKeys, statusOfKeys } from '@sojourn/vault';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asSuperuser, newId, openWorld, type World } from './world.ts';

let world: World;
let secret: string;
const silent = () => undefined;
beforeAll(async () => {
  world = await openWorld();
  secret = world.keySecret;
});
afterAll(() => world.close());

type Sealed = { readonly place: Parameters<World['vault']['seal']>[0]; readonly text: string; readonly ciphertext: Buffer };
async function sealSome(vault: World['vault'], count: number): Promise<readonly Sealed[]> {
  const made = [];
  for (let n = 0; n < count; n += 1) {
    const place = { organisationId: world.harbour.organisationId, subjectId: newId<string>(), entryId: newId<string>(), field: 'name' };
    const text = `Invented person ${n}`;
    made.push({ place, text, ciphertext: (await vault.seal(place, text)).ciphertext });
  }
  return made;
}
const readable = async (vault: World['vault'], sealed: readonly Sealed[]) => {
  for (const { place, text, ciphertext } of sealed) expect(await vault.revealText(place, ciphertext)).toEqual({ ok: true, value: text });
};

describe('a new epoch key', () => {
  it('while people go on sealing and reading: nothing becomes unreadable, and nothing is left under the old one', async () => {
    const before = await sealSome(world.vault, 700);
    const key = keyFrom(secret, 'demo-file');
    let working = true;
    const meanwhile: Sealed[] = [];
    const work = (async () => {
      while (working) {
        meanwhile.push(...(await sealSome(world.vault, 3)));
        const some = before[Math.floor(Math.random() * before.length)];
        if (some !== undefined) await readable(world.vault, [some]);
        await world.vault.mark(world.harbour.organisationId, 'act', 'x');
      }
    })();
    await rotateKeys(world.addresses.keys, { from: key, to: key, replacePersonKeys: false, say: silent }).catch(async (problem: Error) => {
      // A key was made at the last moment: said in words, and the second run ends it.
      expect(problem.message).toContain('Run the command again');
      await rotateKeys(world.addresses.keys, { from: key, to: key, replacePersonKeys: false, say: silent });
    });
    working = false;
    await work;
    expect(meanwhile.length).toBeGreaterThan(3);
    await readable(world.vault, [...before, ...meanwhile]);
    const { epochs, underWay } = await statusOfKeys(world.addresses.keys);
    expect(epochs.map((one) => one.destroyedAt !== null)).toEqual([true, false]);
    expect(epochs[0]?.keys).toBe(0);
    expect(underWay).toBe(false);
  });

  it('broken off in the middle it goes on, and until then everything is readable', async () => {
    const before = await sealSome(world.vault, 600);
    const key = keyFrom(secret, 'demo-file');
    const broken = rotateKeys(world.addresses.keys, { from: key, to: key, replacePersonKeys: false, say: silent });
    const kill = asSuperuser(
      world,
      async (client) => {
        // As soon as the first transaction has gone through, the connection is cut.
        for (;;) {
          const { rows } = await client.query<{ pid: number }>(
            "select pid from pg_stat_activity where query like '%vault.person_key%' and pid <> pg_backend_pid() and exists (select 1 from vault.person_key where epoch = (select max(epoch) from vault.epoch_key))",
          );
          if (rows[0] !== undefined) return client.query('select pg_terminate_backend($1)', [rows[0].pid]);
          if ((await client.query('select 1 from vault.rotation where done_at is null')).rows.length === 0 && Date.now() > deadline) return undefined;
        }
      },
      'keys',
    );
    const deadline = Date.now() + 3_000;
    await broken.catch(() => undefined);
    await kill;
    await readable(world.vault, before);
    if ((await statusOfKeys(world.addresses.keys)).underWay)
      await rotateKeys(world.addresses.keys, { from: key, to: key, replacePersonKeys: false, say: silent });
    await readable(world.vault, before);
    expect((await statusOfKeys(world.addresses.keys)).epochs.filter((one) => one.destroyedAt === null)).toHaveLength(1);
  });

  it('nothing can be wrapped by an epoch key that is gone', async () => {
    await expect(
      asSuperuser(
        world,
        (client) =>
          client.query('insert into vault.person_key (organisation_id, subject_id, epoch, wrapped) values ($1,$2,1,$3)', [
            world.harbour.organisationId,
            newId<string>(),
            randomBytes(60),
          ]),
        'keys',
      ),
    ).rejects.toThrow('The epoch key is gone');
  });
});

describe('when the keys may have been seen', () => {
  it('everything stays readable with the new key; the old key opens nothing; a copy of the old keys does not read what is written afterwards', async () => {
    const before = await sealSome(world.vault, 20);
    const copied = await asSuperuser(
      world,
      (client) => client.query('select subject_id, epoch, wrapped from vault.person_key where wrapped is not null'),
      'keys',
    );
    const oldEpochs = await asSuperuser(world, (client) => client.query('select epoch, wrapped from vault.epoch_key where wrapped is not null'), 'keys');
    expect(copied.rows.length).toBeGreaterThan(20);
    const next = randomBytes(32).toString('hex');
    const [from, to] = [keyFrom(secret, 'demo-file'), keyFrom(next, 'passphrase')];
    await rotateKeys(world.addresses.keys, { from, to, replacePersonKeys: true, say: silent });
    const renewed = openVault(world.addresses.keys, to);
    try {
      expect(await renewed.opens()).toBe(true);
      expect(await world.vault.opens()).toBe(false);
      await readable(renewed, before);
      await expect(world.vault.revealText(before[0]?.place as never, before[0]?.ciphertext as never)).rejects.toThrow();
      const [first] = before;
      if (first === undefined) throw new Error('nothing was sealed');
      const later = { ...first.place, entryId: newId<string>() };
      const { ciphertext } = await renewed.seal(later, 'written afterwards');
      expect(await renewed.revealText(later, ciphertext)).toEqual({ ok: true, value: 'written afterwards' });
      // The thief's copy, beside the stolen database of today.
      const thief = await openWorld();
      try {
        await asSuperuser(
          thief,
          async (client) => {
            for (const row of oldEpochs.rows)
              await client.query('insert into vault.epoch_key (epoch, wrapped) values ($1,$2) on conflict do nothing', [row.epoch, row.wrapped]);
            for (const row of copied.rows)
              await client.query('insert into vault.person_key (organisation_id, subject_id, epoch, wrapped) values ($1,$2,$3,$4)', [
                world.harbour.organisationId,
                row.subject_id,
                row.epoch,
                row.wrapped,
              ]);
          },
          'keys',
        );
        const old = openVault(thief.addresses.keys, from);
        expect(await old.revealText(first.place, first.ciphertext)).toEqual({ ok: true, value: first.text });
        await expect(old.revealText(later, ciphertext)).rejects.toThrow();
        await old.close();
      } finally {
        await thief.close();
      }
      // Erasing takes the former keys too.
      await renewed.destroyPersonKey(first.place.organisationId, first.place.subjectId);
      expect(await renewed.revealText(first.place, first.ciphertext)).toMatchObject({ ok: false, refusal: { kind: 'erased' } });
      const left = await asSuperuser(
        world,
        (client) => client.query('select 1 from vault.former_person_key where subject_id = $1 and wrapped is not null', [first.place.subjectId]),
        'keys',
      );
      expect(left.rows).toEqual([]);
    } finally {
      await renewed.close();
    }
  });
});
