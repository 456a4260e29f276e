import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { interchangeQueries, type Letters, lawfulBases, lettersCodes } from '@sojourn/interchange/operations';
import { isRefused } from '@sojourn/kernel';
import { createClient, type Send } from '@sojourn/operations';
import { type Connection, type Output, sentenceIn } from './connection.ts';
import { follow } from './follow.ts';

export const importUsage = `import htcds FILE [--letters windows-1252]   show every row of a file in the HTCDS 2.0 format: spreadsheet, CSV or JSON of a form
  … --yes --sender NAME --agreement WORDS --basis ${lawfulBases.join('|')} [--country LBN] [--leave-out 7,12]   record them`;

export async function importFile(words: readonly string[], { ask, country }: Connection, output: Output): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      country: { type: 'string' },
      letters: { type: 'string', default: 'utf-8' },
      sender: { type: 'string', default: '' },
      agreement: { type: 'string', default: '' },
      basis: { type: 'string', default: '' },
      'leave-out': { type: 'string', default: '' },
      yes: { type: 'boolean', default: false },
    },
  });
  const [format, path] = positionals;
  if (format !== 'htcds' || path === undefined) throw new Error(importUsage);
  const letters = lettersCodes.find((one) => one === values.letters);
  if (letters === undefined) throw new Error(`--letters is one of ${lettersCodes.join(', ')}`);
  const given = { format: 'htcds' as const, file: readFileSync(path).toString('base64'), letters };
  const json = { 'content-type': 'application/json' };
  const send: Send = async ({ method, path: where, body }) => {
    const response = await ask(method, where, body === undefined ? undefined : JSON.stringify(body), json);
    return { status: response.status, body: await response.json() };
  };
  const { say } = output;
  const { oddRows } = await showRows(send, given, basename(path), say);
  if (!values.yes) {
    if (oddRows > 0) say(`${oddRows} rows hold bytes that are no letters: try --letters ${lettersCodes.slice(1).join(', --letters ')}.`);
    say('Nothing was recorded. Add --yes, --sender, --agreement and --basis to record these rows.');
    return 0;
  }
  const lawfulBasis = lawfulBases.find((one) => one === values.basis);
  if (values.sender === '' || values.agreement === '' || lawfulBasis === undefined)
    throw new Error('Say who sent these people’s data and under what: --sender, --agreement, --basis');
  const presentCountry = values.country ?? country;
  if (presentCountry === undefined) throw new Error('Say where the people are: --country LBN');
  const leaveOut = values['leave-out']
    .split(',')
    .filter((row) => row !== '')
    .map(Number);
  const { sender, agreement } = values;
  const input = { ...given, sender, agreement, lawfulBasis, leaveOut, deviceId: randomUUID(), presentCountry };
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
  say(
    `${done.created.length} cases created, ${done.alreadyHere.length} already here, ${done.changedSince.length} changed since they were recorded, ${done.skipped.length} left out.`,
  );
  for (const { row, kind } of done.refused) say(`  row ${row}: not recorded (${kind})`);
  for (const row of done.changedSince) say(`  row ${row}: this submission is here with other content; look at its case`);
  for (const { row, caseCode } of done.created) say(`  row ${row}: ${caseCode}`);
  return 0;
}

type Given = { readonly format: 'htcds'; readonly file: string; readonly letters: Letters };
const PAGE = 200;

/** Every filled row, a page at a time. */
async function showRows(send: Send, given: Given, name: string, say: Output['say']): Promise<{ readonly oddRows: number }> {
  for (let from = 0; ; from += PAGE) {
    const preview = await createClient({}, interchangeQueries, send).query('import.preview', { ...given, from, atMost: PAGE });
    if (isRefused(preview)) throw new Error(`${name}: ${sentenceIn(preview.refusal)}`);
    const { rows, headerFlags, oddRows } = preview.value;
    if (from === 0) for (const flag of headerFlags) say(`column ${flag.column}: ${flag.kind} (${flag.text})`);
    for (const row of rows) {
      say(`row ${row.row}: ${row.outcome}; ${row.facts.length} facts, ${row.sealed.length} cells kept sealed`);
      // Which column and what is wrong with it; what the cell says stays with the server.
      for (const flag of row.flags) say(`  ${flag.column}: ${flag.kind}`);
      for (const one of row.mayBe) say(`  ${one.is} the same person as ${one.caseCode ?? `row ${one.row}`}: ${one.evidence.join(', ')}`);
    }
    if (rows.length < PAGE) return { oddRows };
  }
}
