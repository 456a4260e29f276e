import type { Client } from 'pg';

/** Where a row stands: its primary key as text, in order. */
export type Key = readonly string[];
export type Walk = { readonly table: string; readonly columns: readonly { readonly name: string; readonly type: string }[] };

/** A table by its primary key: every row has one place, whenever one looks. */
export async function walkOf(client: Client, schema: string, table: string): Promise<Walk> {
  const name = `${schema}.${table}`;
  const { rows } = await client.query<{ name: string; type: string }>(
    `select quote_ident(a.attname) as name, format_type(a.atttypid, a.atttypmod) as type
     from pg_index i cross join unnest(i.indkey) with ordinality as k(number, at) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
     where i.indrelid = $1::regclass and i.indisprimary order by k.at`,
    [name],
  );
  if (rows.length === 0) throw new Error(`The table ${name} has no primary key: it cannot be copied in order`);
  return { table: name, columns: rows };
}

const BYTES_AT_ONCE = 8_000_000;

/** The next rows in order, as JSON; fewer than asked where they are large, none only where there are none. */
export async function rowsBetween(
  client: Client,
  walk: Walk,
  from: Key | undefined,
  to: Key | undefined,
  limit: number,
): Promise<readonly { readonly row: string; readonly key: Key }[]> {
  const { order, where, values, key } = between(walk, from, to);
  const { rows } = await client.query<{ row: string; key: Key }>(
    `select line as row, key from (
       select s.line, s.key, s.n, sum(octet_length(s.line)) over (order by s.n) - octet_length(s.line) as before from (
         select to_jsonb(t)::text as line, ${key} as key, row_number() over (order by ${order}) as n from (
           select * from ${walk.table} t where ${where} order by ${order} limit ${limit}) t) s) b
     where before < ${BYTES_AT_ONCE} order by n`,
    values,
  );
  return rows;
}

/** SHA-256 of the rows as `rowsBetween` gives them, joined by line feeds. */
export async function digestBetween(client: Client, walk: Walk, from: Key | undefined, to: Key): Promise<string> {
  const { order, where, values } = between(walk, from, to);
  const { rows } = await client.query<{ digest: string | null }>(
    `select encode(sha256(convert_to(string_agg(to_jsonb(t)::text, chr(10) order by ${order}), 'UTF8')), 'hex') as digest from ${walk.table} t where ${where}`,
    values,
  );
  return rows[0]?.digest ?? '';
}

function between({ columns }: Walk, from: Key | undefined, to: Key | undefined) {
  const order = columns.map(({ name }) => `t.${name}`).join(', ');
  const side = (at: number) => columns.map(({ type }, n) => `$${at + n + 1}::${type}`).join(', ');
  const conditions = [
    ...(from === undefined ? [] : [`(${order}) > (${side(0)})`]),
    ...(to === undefined ? [] : [`(${order}) <= (${side(from === undefined ? 0 : columns.length)})`]),
  ];
  return {
    order,
    key: `array[${columns.map(({ name }) => `t.${name}::text`).join(', ')}]`,
    where: conditions.length === 0 ? 'true' : conditions.join(' and '),
    values: [...(from ?? []), ...(to ?? [])],
  };
}
