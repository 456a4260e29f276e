// Candidates among a million people of one office: by tokens through the real function, tables and row-level security, and by pg_trgm on names in the clear.
// SOJOURN_TEST_DATABASE=debian node bench/search.ts LIST [people]: on Debian's PostgreSQL 15, as the built-in one has no pg_trgm; LIST: a public list of names, one a line.
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { OfficeId, OrganisationId, UserId } from '@sojourn/kernel';
import { filledUpTo, keysToFind, keysToKeep, nameBitsFor } from '@sojourn/people/search';
import { findByTokens, migrate, openStorage, withContext } from '@sojourn/storage';
import { ownServer } from '@sojourn/storage/own-server';
import { Client } from 'pg';

const [file, count = '1000000'] = process.argv.slice(2);
if (file === undefined) throw new Error('node bench/search.ts LIST [people]');
const list = readFileSync(file, 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '');
const people = Number(count);
const bits = nameBitsFor(4 * people);
const frequent = ['Mohammed', 'Ahmed', 'Ali', 'Hassan', 'Hussein', 'Fatima', 'Omar', 'Ibrahim', 'Mahmoud', 'Youssef', 'Khaled', 'Abdullah', 'Maryam', 'Aisha'];
let seed = 7;
const chance = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const below = (limit: number) => Math.floor(chance() * limit);
/** Four in ten words are one of the frequent ones, the first of them most often; the rest spread over the list. */
const draw = () => (chance() < 0.4 ? frequent[Math.floor(chance() ** 2 * frequent.length)] : list[Math.floor(chance() ** 2 * list.length)]) ?? '';
const nameOf = () => `${draw()} ${draw()} ${draw()}`;

const secret = () => randomBytes(32).toString('hex');
const key = randomBytes(32);
const made = new Map<string, number>();
const bucketOf = (text: string): number => {
  const known = made.get(text) ?? createHmac('sha256', key).update(`name|${text}`).digest().readUInt32BE() >>> (32 - bits);
  made.set(text, known);
  return known;
};
const id = (n: number) => `0192b000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const [organisationId, officeId, userId] = [id(0xffff_ff01) as OrganisationId, id(0xffff_ff02) as OfficeId, id(0xffff_ff03) as UserId];

const server = await ownServer();
try {
  const passwords = { owner: secret(), app: secret(), session: secret(), keys: secret(), retention: secret(), jobs: secret() };
  const contextKey = secret();
  const addresses = await migrate({ superuserUrl: server.url, prefix: 'bench', password: (login) => passwords[login], contextKey });
  const url = new URL(server.url);
  url.pathname = '/bench';
  const root = new Client({ connectionString: url.href });
  await root.connect();
  await root.query('insert into sojourn.organisation (organisation_id, name) values ($1, $2)', [organisationId, 'Bench']);
  await root.query("insert into sojourn.office (organisation_id, office_id, name, country) values ($1, $2, 'Bench', 'LBN')", [organisationId, officeId]);
  await root.query(
    "insert into sojourn.app_user (organisation_id, user_id, office_id, username, display_name, roles, password_hash) values ($1,$2,$3,'bench','Bench','{}','none')",
    [organisationId, userId, officeId],
  );
  await root.query('create table public.in_the_clear (person uuid primary key, name text not null)');
  const names: string[] = [];
  for (let from = 0; from < people; from += 20_000) {
    const some = Array.from({ length: Math.min(20_000, people - from) }, (_, at) => ({ id: id(from + at), name: nameOf() }));
    const ids = some.map((one) => one.id);
    await root.query('insert into public.in_the_clear select * from unnest($1::uuid[], $2::text[])', [ids, some.map((one) => one.name)]);
    await root.query(
      `insert into sojourn.entry select $1, u, 1, u, u, 'name-recorded', 1, $2, u, 1, 0, '2026-01-01', '2026-01-01', 0, 0, 'person', 'h', 'c', 'p', 'h' from unnest($3::uuid[]) as u`,
      [organisationId, userId, ids],
    );
    await root.query(`insert into sojourn.sealed_value select $1, u, u, u, u, 'name', 'f', decode(repeat('00', 60), 'hex') from unnest($2::uuid[]) as u`, [
      organisationId,
      ids,
    ]);
    const [owners, buckets, whole]: [string[], number[], string[]] = [[], [], []];
    for (const one of some) {
      const kept = new Set(keysToKeep('name', one.name, below).map(bucketOf));
      for (const size = filledUpTo(kept.size); kept.size < size; ) kept.add(below(2 ** bits));
      for (const bucket of kept) {
        owners.push(one.id);
        buckets.push(bucket);
        whole.push(`{${[...kept].sort((a, b) => a - b).join(',')}}`);
      }
      if (chance() < 400 / people) names.push(one.name);
    }
    await root.query('insert into sojourn.search_token select $1, 1, $2, b, s, w::int[] from unnest($3::int[], $4::uuid[], $5::text[]) as t(b, s, w)', [
      organisationId,
      officeId,
      buckets,
      owners,
      whole,
    ]);
  }
  await root.query('create extension pg_trgm');
  await root.query('create index on public.in_the_clear using gin (name gin_trgm_ops)');
  await root.query('vacuum analyze');
  const [size] = (
    await root.query<{ tokens: string; trigrams: string }>(
      "select pg_size_pretty(pg_total_relation_size('sojourn.search_token')) as tokens, pg_size_pretty(pg_total_relation_size('public.in_the_clear')) as trigrams",
    )
  ).rows;
  console.log(
    `${people} people, one office, ${2 ** bits} buckets. Tokens: ${size?.tokens ?? ''}; names in the clear with their trigrams: ${size?.trigrams ?? ''}.`,
  );

  const storage = openStorage(addresses, contextKey);
  const who = { organisationId, actorId: userId, purpose: 'assistance' as const };
  const byTokens = (name: string) => {
    const words = keysToFind('name', name).map((keys) => [...new Set(keys.map(bucketOf))]);
    return withContext(storage, who, async (tx) => {
      const from = performance.now();
      const { rows, more } = await findByTokens(tx, { generation: 1, offices: [officeId], words, needed: Math.min(words.length, 2), atMost: 300 });
      return { took: performance.now() - from, rows: rows.length, more };
    });
  };
  const byTrigrams = async (name: string) => {
    const from = performance.now();
    const { rows } = await root.query('select person, similarity(name, $1) as alike from public.in_the_clear where name % $1 order by alike desc limit 301', [
      name,
    ]);
    return { took: performance.now() - from, rows: rows.length, more: rows.length > 300 };
  };
  const asked = {
    'all three words': names,
    'two of the three': names.map((name) => name.split(' ').slice(0, 2).join(' ')),
    'one frequent word and a rare one': names
      .filter((name) => frequent.includes(name.split(' ')[0] ?? '') && !frequent.includes(name.split(' ')[1] ?? ''))
      .map((name) => name.split(' ').slice(0, 2).join(' ')),
    'two frequent words': names
      .filter((name) =>
        name
          .split(' ')
          .slice(0, 2)
          .every((word) => frequent.includes(word)),
      )
      .map((name) => name.split(' ').slice(0, 2).join(' ')),
  };
  for (const [what, searched] of Object.entries(asked))
    for (const [how, find] of [
      ['tokens', byTokens],
      ['pg_trgm', byTrigrams],
    ] as const) {
      const some = searched.slice(0, 200);
      for (const name of some.slice(0, 20)) await find(name);
      const found = [];
      for (const name of some) found.push(await find(name));
      const took = found.map((one) => one.took).sort((a, b) => a - b);
      const at = (part: number) => (took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0).toFixed(1);
      const full = found.filter((one) => one.more).length;
      const rows = found.map((one) => one.rows).sort((a, b) => a - b);
      console.log(
        `${what} (${some.length}), ${how}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms; ${rows[rows.length >> 1] ?? 0} candidates in the middle; ${full} say that there may be more`,
      );
    }
  await storage.close();
  await root.end();
} finally {
  await server.remove();
}
