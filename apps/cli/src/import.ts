import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { interchangeQueries } from '@sojourn/interchange/operations';
import { isRefused } from '@sojourn/kernel';
import { createClient, type Send } from '@sojourn/operations';
import { type Connection, type Output, sentenceIn } from './connection.ts';
import { follow } from './follow.ts';

export const importUsage = 'import htcds FILE [--country LBN] [--yes]   show every row of an HTCDS 2.0 spreadsheet; with --yes record them';

export async function importFile(words: readonly string[], { ask, country }: Connection, output: Output): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { country: { type: 'string' }, yes: { type: 'boolean', default: false } },
  });
  const [format, path] = positionals;
  if (format !== 'htcds' || path === undefined) throw new Error(importUsage);
  const file = readFileSync(path).toString('base64');
  const json = { 'content-type': 'application/json' };
  const send: Send = async ({ method, path: where, body }) => {
    const response = await ask(method, where, body === undefined ? undefined : JSON.stringify(body), json);
    return { status: response.status, body: await response.json() };
  };
  const preview = await createClient({}, interchangeQueries, send).query('import.preview', { format: 'htcds-spreadsheet', file });
  if (isRefused(preview)) throw new Error(`${basename(path)}: ${sentenceIn(preview.refusal)}`);
  const { say } = output;
  for (const flag of preview.value.headerFlags) say(`column ${flag.column}: ${flag.kind} (${flag.text})`);
  for (const row of preview.value.rows) {
    say(`row ${row.row}: ${row.outcome}; ${row.facts.length} facts, ${row.sealed.length} cells kept sealed`);
    // Which column and what is wrong with it; what the cell says stays with the server.
    for (const flag of row.flags) say(`  ${flag.column}: ${flag.kind}`);
  }
  if (!values.yes) {
    say('Nothing was recorded. Add --yes to record these rows.');
    return 0;
  }
  const presentCountry = values.country ?? country;
  if (presentCountry === undefined) throw new Error('Say where the people are: --country LBN');
  const input = { format: 'htcds-spreadsheet', file, deviceId: randomUUID(), presentCountry };
  const begun = await ask('POST', interchangeQueries['import.commit'].path, JSON.stringify(input), { ...json, prefer: 'respond-async' });
  const body = (await begun.json()) as { readonly workId?: string };
  if (body.workId === undefined) throw new Error(sentenceIn(body));
  const said: string[] = [];
  const code = await follow(body.workId, { ask, country }, { tell: output.tell, say: (text) => said.push(text) });
  if (code !== 0) {
    say('Rows recorded before it stay; running again goes on.');
    return code;
  }
  const done = interchangeQueries['import.commit'].output.parse(JSON.parse(said.join('')));
  say(`${done.created.length} cases created, ${done.alreadyHere.length} already here.`);
  for (const { row, caseCode } of done.created) say(`  row ${row}: ${caseCode}`);
  return 0;
}
