import { setTimeout as pause } from 'node:timers/promises';
import { demoOrganisations } from '@sojourn/demo';
import type { CaseId, OrganisationId, PersonId, UserId } from '@sojourn/kernel';
import { expunge, forErasing, withContext } from '@sojourn/storage';
import { Client as Database } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSearchIndexes, replaceSearchKeys } from '../src/search-index.ts';
import { type Client, newId, openWorld, type World } from './world.ts';

type Found = {
  readonly caseId: string;
  readonly caseCode: string;
  readonly likeness: string;
  readonly who: string;
  readonly office: string;
  readonly team: readonly string[];
};
type Person = { readonly caseId: string; readonly personId: string };

let world: World;
let amal: Client;
let samir: Client;
let leila: Client;
let hedi: Client;
let maya: Client;
const demo = demoOrganisations[0];
const userOf = (username: string) => demo?.users.find((user) => user.username === username)?.userId as UserId;

const searched = async (client: Client, words: string, more: object = {}) => {
  const answer = await client.post('/api/search', { words, ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as { readonly found: readonly Found[]; readonly more: boolean; readonly left: number; readonly beyond?: object };
};
const casesFound = async (client: Client, words: string, more: object = {}) => (await searched(client, words, more)).found.map((one) => one.caseId);

const person = async (client: Client, name: string, more: readonly { readonly field: string; readonly text: string }[] = []): Promise<Person> => {
  const [caseId, personId] = [newId<CaseId>() as string, newId<PersonId>() as string];
  const sealed = [{ field: 'name', text: name }, ...more].map((one) => ({ ...one, subjectId: personId }));
  expect(await client.act('contact.record', caseId, { personId, presentCountry: 'LBN' }, { sealed })).toMatchObject({ status: 200 });
  return { caseId, personId };
};

/** What two records are joined or parted with. */
const because = (one: Person, other: Person) => ({
  also: [{ caseId: other.caseId, basis: 2 }],
  sealed: [{ field: 'reason', subjectId: one.personId, text: 'She showed the same card.' }],
});

/** Everybody's searches of today are of yesterday. */
const newDay = () =>
  world.database(async (client) => {
    await client.query('alter table sojourn.search_use disable trigger never_changed');
    await client.query('update sojourn.search_use set on_day = on_day - 1');
    await client.query('alter table sojourn.search_use enable trigger never_changed');
  });

beforeAll(async () => {
  world = await openWorld(4399);
  [amal, samir, leila, hedi, maya] = await Promise.all([world.as('amal'), world.as('samir'), world.as('leila'), world.as('hedi'), world.as('maya')]);
  for (let tries = 0; (await amal.post('/api/search', { words: 'Nobody Atall' })).status !== 200; tries += 1) {
    if (tries > 200) throw new Error('The search index was not built');
    await pause(50);
  }
}, 90_000);
afterAll(() => world?.close());

describe('within one’s office and one’s teams', () => {
  it('a name is found as it was written, otherwise written, in another script and in another order', async () => {
    const { caseId } = await person(amal, 'Qamarunnisa Abdulrahman Zerihun');
    for (const words of ['Qamarunnisa Zerihun', 'zerihun, QAMARUNNISA', 'Kamarunisa Abdurahman Zerihoun', 'قمرالنساء عبد الرحمن زريهون', 'ቀማሩኒሳ ዘሪሁን'])
      expect(await casesFound(amal, words), words).toContain(caseId);
    expect((await searched(samir, 'Qamarunnisa Abdulrahman Zerihun')).found).toMatchObject([
      { caseId, likeness: 'same', who: 'person', office: 'Beirut', team: ['Amal Haddad'] },
    ]);
    expect(await casesFound(amal, 'Florence Whitlock')).not.toContain(caseId);
  });

  it('a phone number is found with its country, without it, and in other digits; a paper with its spaces or without', async () => {
    const { caseId, personId } = await person(amal, 'Ilse Marchetti', [{ field: 'safe-contact', text: 'Her sister, +961 71 555 0923, after six' }]);
    for (const words of ['+96171555 0923', '0096171 5550923', '71 555 0923', '+٩٦١ ٧١ ٥٥٥ ٠٩٢٣'])
      expect(await casesFound(amal, words, { kind: 'phone' }), words).toEqual([caseId]);
    expect(await casesFound(amal, '+961 71 555 0924', { kind: 'phone' })).toEqual([]);
    const sealed = [
      { field: 'name', subjectId: personId, text: 'Marchetti, Ilse' },
      { field: 'document-number', subjectId: personId, text: 'KV 070-1194 I' },
    ];
    expect(await amal.act('name.record', caseId, { subjectId: personId, kind: 'on-document' }, { sealed })).toMatchObject({ status: 200 });
    for (const words of ['KV0701194I', 'kv 0701194 1', 'KV O7O1194I']) expect(await casesFound(amal, words, { kind: 'document' }), words).toEqual([caseId]);
    expect(await casesFound(amal, 'KV0701195I', { kind: 'document' })).toEqual([]);
  });

  it('somebody else of a case is found as that; whoever told us, or interprets, is not', async () => {
    const { caseId } = await person(amal, 'Bartholomew Ostrander');
    const other = newId<PersonId>();
    const told = { informant: 'Archibald Quenneville', name: 'Wilhelmina Ostrander-Vanterpool', 'interpreter-name': 'Hortensia Lindenbaum' };
    const sealed = Object.entries({ name: told.name }).map(([field, text]) => ({ field, subjectId: other, text }));
    const [again, informantId, personId] = [newId<CaseId>(), newId<PersonId>(), newId<PersonId>()];
    const informed = { sealed: [{ field: 'informant', subjectId: informantId, text: told.informant }] };
    expect(await amal.act('contact.record', again, { personId, presentCountry: 'LBN', informantId }, informed)).toMatchObject({ status: 200 });
    const [witnessId, interpreterId] = [newId<PersonId>(), newId<PersonId>()];
    const took = { subjectId: personId, purpose: 'assistance', answer: 'given', language: 'ar', method: 'oral-witnessed', witnessId, interpreterId };
    const interpreted = { sealed: [{ field: 'interpreter-name', subjectId: interpreterId, text: told['interpreter-name'] }] };
    expect(await amal.act('consent.record', again, took, interpreted)).toMatchObject({ status: 200 });
    for (const words of [told.informant, told['interpreter-name']]) expect(await casesFound(amal, words), words).toEqual([]);
    expect(await amal.act('person.add', caseId, { personId: other, relation: 'relative' }, { sealed })).toMatchObject({ status: 200 });
    expect((await searched(amal, 'Wilhelmina Vanterpool')).found).toMatchObject([{ caseId, who: 'somebody-else' }]);
  });

  it('a name that was taken back finds nobody', async () => {
    const { caseId, personId } = await person(amal, 'Ottoline Fairweather');
    const sealed = [{ field: 'name', subjectId: personId, text: 'Perpetua Dunmore' }];
    const told = await amal.act('name.record', caseId, { subjectId: personId }, { sealed });
    expect(await casesFound(amal, 'Perpetua Dunmore')).toEqual([caseId]);
    const [nameId] = told.body['entryIds'] as readonly string[];
    await amal.act('name.withdraw', caseId, { subjectId: personId, nameId });
    expect(await casesFound(amal, 'Perpetua Dunmore')).toEqual([]);
    expect(await casesFound(amal, 'Ottoline Fairweather')).toEqual([caseId]);
  });

  it('a colleague of another office finds what they are in the team of, and no longer once they left it', async () => {
    const { caseId } = await person(amal, 'Leocadia Pemberton');
    expect(await casesFound(leila, 'Leocadia Pemberton')).toEqual([]);
    await amal.act('team.join', caseId, { userId: userOf('leila'), as: 'named' });
    expect(await casesFound(leila, 'Leocadia Pemberton')).toEqual([caseId]);
    await amal.act('team.leave', caseId, { userId: userOf('leila') });
    expect(await casesFound(leila, 'Leocadia Pemberton')).toEqual([]);
  });

  it('a restricted case is found by nobody, and neither is one by whoever is barred from it', async () => {
    const { caseId } = await person(amal, 'Zenobia Castellanos');
    await amal.act('case.restrict', caseId, {});
    for (const client of [amal, samir, leila]) expect(await casesFound(client, 'Zenobia Castellanos')).toEqual([]);
    const kin = await person(amal, 'Hyacinth Castellanos');
    await samir.act('conflict.declare', kin.caseId, { userId: userOf('amal'), kind: 'relative' });
    expect(await casesFound(amal, 'Hyacinth Castellanos')).toEqual([]);
    expect(await casesFound(samir, 'Hyacinth Castellanos')).toEqual([kin.caseId]);
  });

  it('one person with two records is found once, by the names of both; after parting, each by its own', async () => {
    const [kept, other] = [await person(amal, 'Evangeline Thackeray'), await person(amal, 'Mordecai Blumenthal')];
    expect(await amal.act('records.join', kept.caseId, { kept: 'this', ground: 'person-says-so' }, because(kept, other))).toMatchObject({ status: 200 });
    for (const words of ['Evangeline Thackeray', 'Mordecai Blumenthal']) expect(await casesFound(amal, words), words).toEqual([kept.caseId]);
    expect(await amal.act('records.part', kept.caseId, { ground: 'not-the-same-person' }, because(kept, other))).toMatchObject({ status: 200 });
    expect(await casesFound(amal, 'Evangeline Thackeray')).toEqual([kept.caseId]);
    expect(await casesFound(amal, 'Mordecai Blumenthal')).toEqual([other.caseId]);
  });

  it('who was erased is not found, and no token of theirs is left', async () => {
    const { caseId, personId } = await person(amal, 'Thessaly Underwood', [{ field: 'safe-contact', text: '+216 20 777 431' }]);
    expect(await casesFound(amal, 'Thessaly Underwood')).toEqual([caseId]);
    const tokens = () =>
      world.database(async (client) => {
        const { rows } = await client.query(
          'select count(*)::int as n from sojourn.search_token t join sojourn.sealed_value s using (organisation_id, sealed_id) where s.case_id = $1',
          [caseId],
        );
        return (rows[0] as { readonly n: number }).n;
      });
    expect(await tokens()).toBeGreaterThan(4);
    const who = { organisationId: demo?.organisationId as OrganisationId, actorId: userOf('samir'), purpose: 'administration' as const };
    await world.running.desk.vault.destroyPersonKey(who.organisationId, personId);
    await withContext(forErasing(world.running.desk.storage), who, (tx) =>
      expunge(tx, {
        organisationId: who.organisationId,
        certificateId: newId(),
        caseId: caseId as CaseId,
        reach: 'identity',
        reason: 'person-asked',
        subjectIds: [personId as PersonId],
        requestedBy: userOf('amal'),
        approvedBy: userOf('samir'),
        goneFromBackupsOn: '2027-01-01',
      }),
    );
    expect(await tokens()).toBe(0);
    expect(await casesFound(amal, 'Thessaly Underwood')).toEqual([]);
    expect(await casesFound(amal, '+21620777431', { kind: 'phone' })).toEqual([]);
  });

  it('each case that was shown has a line in its own access log, and the words stand in none', async () => {
    const { caseId } = await person(amal, 'Philippa Rosenqvist');
    await casesFound(samir, 'Philippa Rosenqvist');
    const lines = await world.database(
      async (client) =>
        (await client.query("select to_jsonb(l)::text as line from sojourn.access_log l where operation = 'people.search'")).rows as readonly {
          readonly line: string;
        }[],
    );
    expect(lines.filter(({ line }) => line.includes(caseId))).toHaveLength(1);
    const uses = await world.database(
      async (client) => (await client.query('select to_jsonb(u)::text as line from sojourn.search_use u')).rows as readonly { readonly line: string }[],
    );
    for (const word of ['Philippa', 'Rosenqvist', 'philippa']) for (const { line } of [...lines, ...uses]) expect(line).not.toContain(word);
    expect(uses.every(({ line }) => /"mark":"[0-9a-f]{64}"/.test(line.replaceAll(' ', '')))).toBe(true);
  });

  it('words that tell nobody from another are refused, and so is whoever only pays', async () => {
    expect(await amal.post('/api/search', { words: '?!' })).toMatchObject({ status: 422, body: { kind: 'search-says-too-little' } });
    expect(await amal.post('/api/search', { words: '12', kind: 'phone' })).toMatchObject({ status: 422, body: { kind: 'search-says-too-little' } });
    expect(await maya.post('/api/search', { words: 'Philippa Rosenqvist' })).toMatchObject({ status: 403, body: { kind: 'not-allowed' } });
  });
});

describe('beyond it', () => {
  /** Every statement the server sends while it answers; parameters aside. */
  async function statementsOf<Value>(work: () => Promise<Value>): Promise<{ readonly value: Value; readonly statements: readonly string[] }> {
    const seen: string[] = [];
    const prototype = Database.prototype as unknown as { query: (...words: readonly unknown[]) => unknown };
    const original = prototype.query;
    prototype.query = function query(this: unknown, ...words: readonly unknown[]) {
      const [first] = words;
      seen.push(typeof first === 'string' ? first : String((first as { readonly text?: string }).text));
      return original.apply(this, [...words]);
    };
    try {
      const value = await work();
      const background = ['last_seen_at = ', 'access_batch', 'pg_try_advisory', 'jobs.'];
      return { value, statements: seen.filter((text) => !background.some((one) => text.includes(one))) };
    } finally {
      prototype.query = original;
    }
  }

  it('the answer is the same, to the byte and the statement, whether another office knows the person or nobody does', async () => {
    await newDay();
    await person(leila, 'Anneliese Fotheringham');
    const restricted = await person(leila, 'Cordelia Fotheringham');
    await leila.act('case.restrict', restricted.caseId, {});
    const ask = async (words: string) => {
      await newDay();
      return statementsOf(async () => amal.bytes('POST', '/api/search', { words, beyond: true, reason: 'family' }));
    };
    await ask('Warming Upp');
    const [known, hidden, unknown] = [await ask('Anneliese Fotheringham'), await ask('Cordelia Fotheringham'), await ask('Gwendolyn Featherston')];
    const without = (text: string) => text.replace(/[0-9a-f-]{36}/, 'id').replace(/"until":\d+/, '"until":0');
    for (const other of [hidden, unknown]) {
      expect(without(other.value.text)).toBe(without(known.value.text));
      expect(other.value.text.length).toBe(known.value.text.length);
      expect(other.statements).toEqual(known.statements);
    }
    expect(known.statements.length).toBeGreaterThan(8);
    expect(JSON.parse(known.value.text)).toMatchObject({ found: [], beyond: { answer: 'a-reviewer-will-contact-you' } });
  });

  it('the supervisor of the office that knows the person sees the question, and nobody else does', async () => {
    await newDay();
    const { caseId } = await person(leila, 'Rosamund Heatherington');
    const { beyond } = await searched(amal, 'Rosamund Hetherington', { beyond: true, reason: 'danger' });
    const { requestId } = beyond as { readonly requestId: string };
    const reviews = async (client: Client) => (await client.get('/api/search/reviews')).body['reviews'] as readonly { readonly requestId: string }[];
    expect(await reviews(samir)).toEqual([]);
    const seen = (await reviews(hedi)).find((one) => one.requestId === requestId);
    expect(seen).toMatchObject({
      words: 'Rosamund Hetherington',
      by: 'Amal Haddad',
      office: 'Beirut',
      reason: 'danger',
      found: [{ caseId, likeness: 'close' }],
    });
    expect(await leila.get('/api/search/reviews')).toMatchObject({ status: 403 });
    expect(await samir.post('/api/search/reviews/answer', { requestId, answer: 'contact' })).toMatchObject({ status: 422, body: { kind: 'no-such-request' } });
    const mine = async () =>
      ((await amal.get('/api/search/requests')).body['requests'] as readonly { readonly requestId: string }[]).find((one) => one.requestId === requestId);
    expect(await mine()).toMatchObject({ is: 'waiting', by: [] });
    expect(await hedi.post('/api/search/reviews/answer', { requestId, answer: 'contact' })).toMatchObject({ status: 200 });
    expect(await mine()).toMatchObject({ is: 'contact', by: ['Hedi Mansour'] });
    expect((await reviews(hedi)).some((one) => one.requestId === requestId)).toBe(false);
  });

  it('that an office lets it rest looks like nobody knowing the person; when its time is over the words are gone', async () => {
    await newDay();
    await person(leila, 'Theodosia Winterbourne');
    const ids: string[] = [];
    for (const words of ['Theodosia Winterbourne', 'Araminta Silverlocke']) {
      const { beyond } = await searched(amal, words, { beyond: true });
      ids.push((beyond as { readonly requestId: string }).requestId);
    }
    expect(await hedi.post('/api/search/reviews/answer', { requestId: ids[0], answer: 'nothing' })).toMatchObject({ status: 200 });
    const mine = async () => {
      const all = (await amal.get('/api/search/requests')).body['requests'] as readonly {
        readonly requestId: string;
        readonly is: string;
        readonly by: unknown;
      }[];
      return ids.map((id) => all.find((one) => one.requestId === id)).map((one) => ({ is: one?.is, by: one?.by }));
    };
    expect(await mine()).toEqual([
      { is: 'waiting', by: [] },
      { is: 'waiting', by: [] },
    ]);
    await world.database(async (client) => {
      await client.query('alter table sojourn.search_request disable trigger only_forget');
      await client.query('update sojourn.search_request set until_at = 1 where request_id = any($1)', [ids]);
      await client.query('alter table sojourn.search_request enable trigger only_forget');
    });
    expect(await mine()).toEqual([
      { is: 'over', by: [] },
      { is: 'over', by: [] },
    ]);
    const { rows } = await world.database((client) => client.query('select sealed from sojourn.search_request where request_id = any($1)', [ids]));
    expect(rows).toEqual([{ sealed: null }, { sealed: null }]);
  });

  it('there are so many searches a day and so many questions, whatever they find', async () => {
    await newDay();
    for (let n = 10; n > 0; n -= 1) await searched(amal, 'Gwendolyn Featherston', { beyond: true });
    expect(await amal.post('/api/search', { words: 'Gwendolyn Featherston', beyond: true })).toMatchObject({
      status: 422,
      body: { kind: 'search-quota-used' },
    });
    expect((await searched(amal, 'Gwendolyn Featherston')).left).toBe(49);
    for (let n = 49; n > 0; n -= 1) await searched(amal, 'Gwendolyn Featherston');
    for (const words of ['Gwendolyn Featherston', 'Qamarunnisa Zerihun'])
      expect(await amal.post('/api/search', { words })).toMatchObject({ status: 422, body: { kind: 'search-quota-used' } });
    expect((await searched(samir, 'Gwendolyn Featherston')).left).toBeGreaterThan(0);
    await newDay();
  });
});

describe('the tokens', () => {
  it('say nothing by themselves: numbers in few buckets, each name filled up with numbers of nobody', async () => {
    const { rows } = await world.database((client) =>
      client.query(
        `select array_agg(bucket) as buckets, s.field from sojourn.search_token t join sojourn.sealed_value s using (organisation_id, sealed_id) where s.field in ('name', 'nickname') group by t.sealed_id, s.field`,
      ),
    );
    for (const { buckets } of rows as readonly { readonly buckets: readonly number[] }[]) {
      expect([4, 8, 16, 24, 32]).toContain(buckets.length);
      expect(Math.max(...buckets)).toBeLessThan(2048);
    }
  });

  it('are made anew under a new key, broken off and gone on with, while people are found and written down; the old key is gone', async () => {
    const { desk, superuserUrl } = world.running;
    const address = new URL(superuserUrl);
    address.pathname = '/sojourn';
    const setUp = address.href;
    const before = await person(amal, 'Marguerite Ashdown');
    const tokens = () =>
      world.database(
        async (client) =>
          (
            await client.query(
              'select generation, count(distinct sealed_id)::int as words from sojourn.search_token where organisation_id = $1 group by 1 order by 1',
              [demo?.organisationId],
            )
          ).rows as readonly { readonly generation: number; readonly words: number }[],
      );
    const [old] = await tokens();
    await replaceSearchKeys(desk, setUp);
    let steps = 0;
    await buildSearchIndexes(desk, setUp, () => ++steps > 1);
    const during = await person(amal, 'Ignatius Ravenscroft');
    expect(await casesFound(amal, 'Marguerite Ashdown')).toEqual([before.caseId]);
    expect(await casesFound(amal, 'Ignatius Ravenscroft')).toEqual([during.caseId]);
    await buildSearchIndexes(desk, setUp);
    const [now, ...more] = await tokens();
    expect(more).toEqual([]);
    expect(now).toEqual({ generation: (old?.generation ?? 0) + 1, words: (old?.words ?? 0) + 1 });
    expect(await casesFound(amal, 'Marguerite Ashdown')).toEqual([before.caseId]);
    expect(await casesFound(amal, 'Ignatius Ravenscroft')).toEqual([during.caseId]);
  }, 60_000);

  it('go with the register: where a number would be shared by many more people than meant, they are made anew among more numbers', async () => {
    const { desk, superuserUrl } = world.running;
    const address = new URL(superuserUrl);
    address.pathname = '/sojourn';
    const crowded = await person(amal, 'Clementine Abernathy');
    // As in a register of a hundred and fifty thousand: each of the first numbers is shared by three hundred.
    await world.database(async (client) => {
      await client.query(
        `insert into sojourn.search_token select i.organisation_id, i.generation, u.office_id, b, gen_random_uuid(), array[b]
         from sojourn.search_index i join sojourn.app_user u on u.organisation_id = i.organisation_id and u.username = 'amal', generate_series(0, 63) b, generate_series(1, 500) n where i.organisation_id = $1`,
        [demo?.organisationId],
      );
    });
    const bits = () =>
      world.database(
        async (client) =>
          (
            (await client.query('select bits from sojourn.search_index where organisation_id = $1', [demo?.organisationId])).rows[0] as {
              readonly bits: number;
            }
          ).bits,
      );
    expect(await bits()).toBe(11);
    await buildSearchIndexes(desk, address.href);
    expect(await bits()).toBe(12);
    expect(await casesFound(amal, 'Clementine Abernathy')).toEqual([crowded.caseId]);
  }, 60_000);

  it('are not kept where whoever answers for data protection switched search off: nobody is found, nothing is left, and on again all are found', async () => {
    await newDay();
    const { desk, superuserUrl } = world.running;
    const address = new URL(superuserUrl);
    address.pathname = '/sojourn';
    const hana = await world.as('hana');
    const { caseId } = await person(amal, 'Wilfreda Thistlethwaite');
    const left = () =>
      world.database(
        async (client) => (await client.query('select count(*)::int as n from sojourn.search_token where organisation_id = $1', [demo?.organisationId])).rows,
      );
    const keys = async () => {
      const store = new Database({ connectionString: superuserUrl.replace(/\/postgres$/, '/sojourn_keys') });
      await store.connect();
      try {
        return (
          await store.query("select count(*)::int as n from vault.organisation_key where organisation_id = $1 and used_for ~ '^search-[0-9]+$'", [
            demo?.organisationId,
          ])
        ).rows;
      } finally {
        await store.end();
      }
    };
    expect(await keys()).not.toEqual([{ n: 0 }]);
    for (const client of [amal, samir, maya]) expect(await client.post('/api/search/standing', { off: true })).toMatchObject({ status: 403 });
    expect((await hana.get('/api/search/standing')).body).toEqual({ off: false });
    expect(await hana.post('/api/search/standing', { off: true })).toMatchObject({ status: 200, body: { off: true } });
    expect(await left()).toEqual([{ n: 0 }]);
    for (const beyond of [false, true])
      expect(await amal.post('/api/search', { words: 'Wilfreda Thistlethwaite', beyond })).toMatchObject({
        status: 422,
        body: { kind: 'search-switched-off' },
      });
    const meanwhile = await person(amal, 'Hortense Pumblechook');
    await buildSearchIndexes(desk, address.href);
    expect(await left()).toEqual([{ n: 0 }]);
    expect(await keys()).toEqual([{ n: 0 }]);
    expect((await hana.get('/api/search/standing')).body).toMatchObject({ off: true, by: 'Hana Sabbagh' });
    expect(await hana.post('/api/search/standing', { off: false })).toMatchObject({ status: 200, body: { off: false } });
    await buildSearchIndexes(desk, address.href);
    expect(await casesFound(amal, 'Wilfreda Thistlethwaite')).toEqual([caseId]);
    expect(await casesFound(amal, 'Hortense Pumblechook')).toEqual([meanwhile.caseId]);
  }, 60_000);
});
