import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A small checkout with these files, and what the house check says of it. */
function checkHouse(files: Readonly<Record<string, string>>, afterAdding: (folder: string) => void = () => undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  made.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  execFileSync('git', ['init', '-q'], { cwd: folder });
  execFileSync('git', ['add', '-A'], { cwd: folder });
  afterAdding(folder);
  const done = spawnSync(process.execPath, [join(import.meta.dirname, 'house.ts'), folder], { encoding: 'utf8' });
  return { status: done.status, said: done.stdout + done.stderr };
}

const sound = { 'packages/kernel/src/index.ts': 'export const one = 1;\n', 'packages/journal/src/index.ts': "export { one } from '@sojourn/kernel';\n" };

describe('the house check', () => {
  it('lets a sound house stand', () => expect(checkHouse(sound)).toMatchObject({ status: 0 }));
  it.each([
    ['an arrow that points up', { 'packages/kernel/src/up.ts': "import type { x } from '@sojourn/journal';\n" }, 'kernel may not import journal'],
    ['casework that knows programmes', { 'packages/casework/src/x.ts': "export { x } from '@sojourn/programmes';\n" }, 'casework may not import programmes'],
    ['the desk that opens the vault', { 'apps/web/src/x.tsx': "import { openVault } from '@sojourn/vault';\n" }, 'web may not import vault'],
    ['a way in beside the door', { 'packages/journal/src/deep.ts': "import { x } from '@sojourn/kernel/src/ids.ts';\n" }, 'is not a door'],
    ['a reach over the wall', { 'packages/journal/src/wall.ts': "import { one } from '../../kernel/src/index.ts';\n" }, 'reaches out of its room'],
    ['a pure room that opens files', { 'packages/rules/src/x.ts': "import { readFileSync } from 'node:fs';\n" }, 'is pure and may not import node:fs'],
    ['a pure room that looks at the clock', { 'packages/kernel/src/now.ts': 'export const now = () => Date.now();\n' }, 'may not say Date.now'],
    ['a pure room that throws dice', { 'packages/kernel/src/dice.ts': 'export const dice = () => Math.random();\n' }, 'may not say Math.random'],
    ['a pure room that makes a Date', { 'packages/kernel/src/date.ts': "export const day = new Date('2026-01-01');\n" }, 'may not say new Date'],
    [
      'files in a circle, types included',
      {
        'packages/kernel/src/a.ts': "import type { b } from './b.ts';\nexport const a = 1;\n",
        'packages/kernel/src/b.ts': "import { a } from './a.ts';\nexport const b = a;\n",
      },
      'in a circle',
    ],
    [
      'an authority that was cast',
      {
        'packages/casework/src/x.ts': "import type { AuthorityFor } from '@sojourn/consent';\nexport const made = {} as unknown as AuthorityFor<'sharing'>;\n",
      },
      'packages/casework/src/x.ts:2: an authority is made by the ledger alone',
    ],
    [
      'an authority that a guard vouches for',
      {
        'apps/server/src/x.ts': "import type { AuthorityFor } from '@sojourn/consent';\nexport const is = (x: unknown): x is AuthorityFor<'photo'> => true;\n",
      },
      'an authority is made by the ledger alone',
    ],
    [
      'an authority that was only declared',
      { 'apps/server/src/x.ts': "import type { AuthorityFor } from '@sojourn/consent';\ndeclare const made: AuthorityFor<'return'>;\nexport { made };\n" },
      'an authority is made by the ledger alone',
    ],
    ['a room nobody decided on', { 'packages/utils/src/index.ts': 'export const x = 1;\n' }, 'no such room'],
  ])('falls on %s', (_name, planted, said) => {
    const found = checkHouse({ ...sound, ...planted });
    expect(found.status).toBe(1);
    expect(found.said).toContain(said);
  });
  it('falls when it read fewer files than exist', () => {
    const found = checkHouse(sound, (folder) => rmSync(join(folder, 'packages/journal/src/index.ts')));
    expect(found.status).not.toBe(0);
  });
  it('falls when it read nothing', () => expect(checkHouse({ 'README.md': 'x' }).status).toBe(1));
});
