import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoOrganisations } from '@sojourn/demo';
import type { CaseId, PersonId } from '@sojourn/kernel';
import type { AnyAct, AnyQuery } from '@sojourn/operations';
import { en } from '@sojourn/web/words';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acts, openQueries, queries } from '../../src/operations.ts';
import { type Client, newId, openWorld, type World } from '../world.ts';
import type { Known } from './inputs.ts';
import { echo } from './nasty.ts';
import { type Attack, attacksOnAct, attacksOnQuery } from './requests.ts';

const runs = Number(process.env['SOJOURN_ATTACK_RUNS'] ?? '200');
const seed = Number(process.env['SOJOURN_ATTACK_SEED'] ?? String(Date.now() % 2_147_483_647));
const FIVE_SECONDS = 5_000;

/** Names sealed in a case of ours, and of the other organisation. */
const [ours, theirs] = ['Qxvolmira Ourplanted', 'Qxvolmira Theirplanted'];
const users = (demoOrganisations[0]?.users ?? []).map((user) => user.username);

let world: World;
let known: Known;
const clients = new Map<string, Client>();
let printed = '';
const write = process.stdout.write.bind(process.stdout);
const writeError = process.stderr.write.bind(process.stderr);

async function plant(client: Client, name: string) {
  const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
  const made = await client.act(
    'contact.record',
    caseId,
    { personId, presentCountry: 'LBN' },
    { sealed: [{ field: 'name', subjectId: personId, text: name }] },
  );
  expect(made.status).toBe(200);
  // As far as a day can be written: whatever counts years from it must still answer.
  const said = { subjectId: personId, fact: 'person.birth-date', answer: { is: 'value', value: '9999-12' }, source: 'document' };
  expect((await client.act('facts.assert', caseId, { facts: [said] })).status).toBe(200);
  const view = (await client.get(`/api/cases/${caseId}`)).body['case'] as {
    readonly sealed: readonly { readonly sealedId: string; readonly entryId: string }[];
  };
  return [caseId, personId, ...view.sealed.flatMap((one) => [one.sealedId, one.entryId])];
}

beforeAll(async () => {
  write(`attack: ${runs} inputs for each operation, seed ${seed}\n`);
  world = await openWorld(4630);
  // Everything the server prints is kept and searched.
  for (const stream of [process.stdout, process.stderr])
    stream.write = ((chunk: string | Uint8Array) => {
      printed += String(chunk);
      return true;
    }) as typeof process.stdout.write;
  for (const user of users) clients.set(user, await world.as(user));
  const [amal, wanjiru] = [await world.as('amal'), await world.as('wanjiru')];
  const listed = ((await amal.get('/api/cases')).body['cases'] as readonly { readonly caseId: string }[]).slice(0, 4).map((one) => one.caseId);
  const ids = [...(await plant(amal, ours)), ...(await plant(wanjiru, theirs)), ...listed, newId<CaseId>()];
  known = { ids, codes: ['LBN', 'USD', 'en', 'medical', 'gaf-2013', 'person.gender', 'person.birth-date', 'women', 'photo', 'court', 'ar'] };
}, 120_000);
afterAll(async () => {
  process.stdout.write = write;
  process.stderr.write = writeError;
  await world?.close();
});

async function answer(
  client: Client,
  attack: Attack,
): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers; readonly took: number }> {
  const from = performance.now();
  const response = await client.raw(attack.method, attack.path, attack.body, attack.headers);
  const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
  return { status: response.status, text, headers: response.headers, took: performance.now() - from };
}

/** What holds for every answer, whatever was sent. Returns what is wrong with it. */
async function wrongWith(operation: string, client: Client, attack: Attack): Promise<string | undefined> {
  let given = await answer(client, attack);
  // Slow once may be this machine's other work; slow again is ours.
  if (given.took > FIVE_SECONDS) given = await answer(client, attack);
  const { status, text, headers, took } = given;
  if (took > FIVE_SECONDS) return `took ${Math.round(took)} ms`;
  if (status >= 500) return `answered ${status} ${faults().at(-1)}`;
  if (text.includes(theirs)) return 'showed a name of another organisation';
  if (operation !== 'identity.reveal' && text.includes(ours)) return 'showed a name outside its door';
  if (headers.getSetCookie().some((one) => one.startsWith('a='))) return 'took a header from the input';
  if (text.includes('polluted')) return 'was polluted';
  if (status >= 400) {
    if (text.includes(echo)) return 'said back what was sent';
    if (/node_modules|\/src\/|\bat .+\.ts|syntax error|invalid input|ECONN|Zod/.test(text)) return `told of its inside: ${text.slice(0, 200)}`;
    if (!(headers.get('content-type') ?? '').startsWith('application/problem+json')) return `refused as ${headers.get('content-type')}`;
    const { kind, title } = JSON.parse(text) as { readonly kind: string; readonly title?: string };
    if (!(`refusal.${kind}` in en)) return `refused with ${kind}, which has no sentence`;
    if (title === undefined || title === '') return 'refused without a sentence';
  }
  return undefined;
}

const faults = () => printed.split('\n').filter((line) => line.includes('"fault"'));

let turn = 0;
async function hold(operation: string, attacks: (known: Known) => fc.Arbitrary<Attack>): Promise<void> {
  const report = await fc.check(
    fc.asyncProperty(attacks(known), async (attack) => {
      for (const user of whoAttacks()) {
        const client = clients.get(user);
        if (client === undefined) throw new Error(`Nobody is signed in as ${user}`);
        const wrong = await wrongWith(operation, client, attack);
        if (wrong !== undefined)
          throw new Error(`${operation} as ${user}: ${wrong}\n${attack.method} ${attack.path.slice(0, 300)}\n${String(attack.body).slice(0, 2_000)}`);
      }
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
  if (report.failed) throw new Error(`seed ${report.seed}, path ${report.counterexamplePath}: ${String(report.errorInstance)}`);
  expect(Reflect.get({}, 'polluted')).toBe(undefined);
}

/** Each input by one role after the other, so that every role sends a share; in a long run by all of them. */
function whoAttacks(): readonly string[] {
  if (runs > 200) return users;
  turn += 1;
  return [users[turn % users.length] ?? 'amal'];
}

const operations: readonly (readonly [string, (known: Known) => fc.Arbitrary<Attack>])[] = [
  ...Object.values(acts).map((act) => [act.name, (those: Known) => attacksOnAct(act as AnyAct, those)] as const),
  ...Object.values(queries).map((query) => [query.name, (those: Known) => attacksOnQuery(query as AnyQuery, those)] as const),
  ...Object.values(openQueries).map((query) => [query.name, (those: Known) => attacksOnQuery({ ...query, method: 'GET' }, those)] as const),
];

describe('whatever is sent, by whatever role', () => {
  it.each(operations)('%s answers within five seconds, without a fault and without a leak', (name, attacks) => hold(name, attacks), 3_600_000);

  it('what broke it once does not any more', async () => {
    const found = readFileSync(join(import.meta.dirname, 'found.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Attack & { readonly operation: string });
    expect(found.length).toBeGreaterThan(0);
    for (const { operation, ...attack } of found)
      for (const [user, client] of clients)
        expect(await wrongWith(operation, client, attack), `${operation} as ${user}: ${attack.path} ${attack.body}`).toBe(undefined);
  });

  it('and nothing of it, nor of anyone, was printed', () => {
    // An address that cannot be one is refused before there is anything to log.
    expect(printed.split('\n').length).toBeGreaterThan(operations.length * runs * 0.9);
    for (const mark of [echo, 'Qxvolmira', 'polluted']) expect(printed.includes(mark), mark).toBe(false);
    expect(faults()).toEqual([]);
  });

  it('and the cases are as whole as before', async () => {
    const amal = clients.get('amal');
    expect((await amal?.get('/api/cases'))?.status).toBe(200);
    expect((await amal?.get(`/api/cases/${known.ids[0]}`))?.status).toBe(200);
  });
});
