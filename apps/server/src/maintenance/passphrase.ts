import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** From SOJOURN_BACKUP_PASSPHRASE, or typed unseen at the terminal. At least 12 characters. */
export async function askPassphrase(twice: boolean): Promise<string> {
  const given = process.env['SOJOURN_BACKUP_PASSPHRASE'] ?? (await typed('Passphrase of the backup: '));
  if (given.length < 12) throw new Error('A passphrase has at least 12 characters. Four or five words that only you would put together are good.');
  if (twice && process.env['SOJOURN_BACKUP_PASSPHRASE'] === undefined && (await typed('Once more: ')) !== given)
    throw new Error('The two were not the same. Nothing was written.');
  return given;
}

function typed(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Error('Set SOJOURN_BACKUP_PASSPHRASE, or run this at a terminal.');
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
