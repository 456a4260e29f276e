import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

const kinds = {
  backup: { name: 'SOJOURN_BACKUP_PASSPHRASE', question: 'Passphrase of the backup: ' },
  key: { name: 'SOJOURN_PASSPHRASE', question: 'Passphrase of the keys: ' },
  'new key': { name: 'SOJOURN_NEW_PASSPHRASE', question: 'New passphrase of the keys: ' },
} as const;

/** From the environment variable, or the file that its name with _FILE names, or typed unseen at the terminal. At least 12 characters. */
export async function askPassphrase(kind: keyof typeof kinds, twice: boolean): Promise<string> {
  const { name, question } = kinds[kind];
  const file = process.env[`${name}_FILE`];
  const ready = process.env[name] ?? (file === undefined ? undefined : readFileSync(file, 'utf8').trimEnd());
  const given = ready ?? (await typed(question, name));
  if (given.length < 12) throw new Error('A passphrase has at least 12 characters. Four or five words that only you would put together are good.');
  if (twice && ready === undefined && (await typed('Once more: ', name)) !== given) throw new Error('The two were not the same. Nothing was written.');
  return given;
}

/** Lines typed until an empty one; seen while they are typed. */
export async function askLines(question: string): Promise<readonly string[]> {
  process.stderr.write(`${question}\n`);
  const lines: string[] = [];
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') break;
    lines.push(line);
  }
  return lines;
}

function typed(question: string, name: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Error(`Set ${name} or ${name}_FILE, or run this at a terminal.`);
  process.stderr.write(question);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: true });
  return new Promise((found) =>
    lines.question('', (answer) => {
      lines.close();
      process.stderr.write('\n');
      found(answer);
    }),
  );
}
