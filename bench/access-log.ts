// What sealing the access log costs while fifty people write into it: turns with and without the sealer, in one run, on one database.
// node bench/access-log.ts [seconds a turn] [pairs of turns]
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { canonicalJson } from '@sojourn/kernel';
import { logAccess, type Sign, sealAccessLines } from '@sojourn/storage';
import { as, openWorld } from '@sojourn/storage/test-world';

const seconds = Number(process.argv[2] ?? '6');
const pairs = Number(process.argv[3] ?? '5');
const world = await openWorld();
const pair = generateKeyPairSync('ed25519');
const key = createPrivateKey(pair.privateKey.export({ format: 'pem', type: 'pkcs8' }));
const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
const signed: Sign = (hash) => ({ publicKey, signature: sign(null, Buffer.from(hash), key).toString('base64') });

/** Lines a second by fifty writers, each line a transaction of its own, and the slowest one in a hundred, in milliseconds. */
async function turn(sealing: boolean): Promise<{ readonly perSecond: number; readonly slowest: number; readonly sealed: number }> {
  const waits: number[] = [];
  let over = false;
  const writers = Array.from({ length: 50 }, async () => {
    while (!over) {
      const from = performance.now();
      await as(world, world.harbour, (tx) =>
        logAccess(tx, { accessId: randomUUID(), operation: 'case.view', purpose: 'assistance', caseId: randomUUID(), outcome: 'done' }),
      );
      waits.push(performance.now() - from);
    }
  });
  // Without a pause between rounds: far worse than every five minutes.
  const sealer = (async () => {
    let sealed = 0;
    while (sealing && !over) sealed += await as(world, world.harbour, (tx) => sealAccessLines(tx, signed, Date.now()));
    return sealed;
  })();
  const from = performance.now();
  await new Promise((done) => setTimeout(done, seconds * 1_000));
  over = true;
  await Promise.all(writers);
  const took = (performance.now() - from) / 1_000;
  const sealed = await sealer;
  // What is left is sealed outside the turn, so that both kinds of turn begin alike.
  for (let some = -1; some !== 0; ) some = await as(world, world.harbour, (tx) => sealAccessLines(tx, signed, Date.now()));
  waits.sort((a, b) => a - b);
  return { perSecond: Math.round(waits.length / took), slowest: Math.round(waits[Math.floor(waits.length * 0.99)] ?? 0), sealed };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
await turn(false);
const [bare, sealing]: [number[], number[]] = [[], []];
for (let n = 0; n < pairs; n += 1)
  for (const on of n % 2 === 0 ? [false, true] : [true, false]) {
    const done = await turn(on);
    console.log(
      `${on ? 'sealed without pause' : 'nobody seals       '}: ${done.perSecond} lines/s, one in a hundred waits ${done.slowest} ms or more, ${done.sealed} sealed`,
    );
    (on ? sealing : bare).push(done.perSecond);
  }
const [without, withSeal] = [median(bare), median(sealing)];
console.log(canonicalJson({ writers: 50, seconds, pairs, without, with: withSeal, ratio: Number((withSeal / without).toFixed(2)) }));
await world.close();
