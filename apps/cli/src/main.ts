import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { interchangeQueries } from '@sojourn/interchange/operations';
import { isRefused } from '@sojourn/kernel';
import { createClient } from '@sojourn/operations';
import { sendTo } from './send.ts';

const usage = `Usage: npm run sojourn -- import htcds FILE [--country LBN] [--yes]
  Shows every row of an HTCDS 2.0 spreadsheet; with --yes records them.
  Signs in with SOJOURN_USER, SOJOURN_PASSWORD and SOJOURN_CODE at SOJOURN_SERVER (http://localhost:4173).
  The code is what your authenticator app shows now, or one of your printed recovery codes.`;

const sentences: Readonly<Record<string, string>> = {
  'wrong-username-or-password': 'Username or password is not right.',
  'wrong-code': 'The code is not right, or was used already. Wait for the next one.',
  'too-many-attempts': 'Too many tries. Wait a little.',
  'second-factor-needed': 'People’s names pass through here: set SOJOURN_CODE to the code of your authenticator app.',
  'second-factor-not-set-up': 'Set up a second factor in the desk first, under your name.',
};

const { positionals, values } = parseArgs({ allowPositionals: true, options: { country: { type: 'string' }, yes: { type: 'boolean', default: false } } });
const [command, format, path] = positionals;
if (command !== 'import' || format !== 'htcds' || path === undefined) fail(usage);

const { SOJOURN_SERVER: server = 'http://localhost:4173', SOJOURN_USER: username, SOJOURN_PASSWORD: password, SOJOURN_CODE: code } = process.env;
if (username === undefined || password === undefined) fail('Set SOJOURN_USER and SOJOURN_PASSWORD to sign in.');
const file = readBase64(path);
const session = await sendTo(server, { username, password, code }).catch(() => fail(`No Sojourn answers at ${server}. Start it with npm start.`));
if (typeof session === 'string') fail(sentences[session] ?? `Not signed in: ${session}.`);
const client = createClient({}, interchangeQueries, session.send);

const preview = await client.query('import.preview', { format: 'htcds-spreadsheet', file });
if (isRefused(preview)) fail(sentences[preview.refusal.kind] ?? `${basename(path)}: ${preview.refusal.kind}`);
for (const flag of preview.value.headerFlags) console.log(`column ${flag.column}: ${flag.kind} (${flag.text})`);
for (const row of preview.value.rows) {
  console.log(`row ${row.row}: ${row.outcome}; ${row.facts.length} facts, ${row.sealed.length} cells kept sealed`);
  // Which column and what is wrong with it; what the cell says stays with the server.
  for (const flag of row.flags) console.log(`  ${flag.column}: ${flag.kind}`);
}
if (!values.yes) {
  console.log('Nothing was recorded. Add --yes to record these rows.');
} else {
  const done = await client.query('import.commit', {
    format: 'htcds-spreadsheet',
    file,
    deviceId: randomUUID(),
    presentCountry: values.country ?? session.country,
  });
  if (isRefused(done)) fail(`Not recorded: ${done.refusal.kind}. Rows recorded before it stay; running again goes on.`);
  console.log(`${done.value.created.length} cases created, ${done.value.alreadyHere.length} already here.`);
  for (const { row, caseCode } of done.value.created) console.log(`  row ${row}: ${caseCode}`);
}

function readBase64(from: string): string {
  try {
    return readFileSync(from).toString('base64');
  } catch {
    return fail(`Cannot read ${from}.`);
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
