import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { initAnswers } from './init-answers.ts';

const folder = mkdtempSync(join(tmpdir(), 'sojourn init '));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (text: string) => {
  const path = join(folder, 'answers.yaml');
  writeFileSync(path, text);
  return path;
};
const flags = [
  '--organisation',
  'Harbour',
  '--office',
  'Beirut, LBN',
  '--office',
  'Tunis, TUN',
  '--languages',
  'ar,en',
  '--username',
  'noor',
  '--name',
  'Noor Aziz',
];
const harbour = {
  organisation: 'Harbour',
  offices: [
    { name: 'Beirut', country: 'LBN' },
    { name: 'Tunis', country: 'TUN' },
  ],
  languages: ['ar', 'en'],
  administrator: { username: 'noor', name: 'Noor Aziz' },
  shares: 5,
  needed: 3,
};
const asked = (answers: readonly string[]) => {
  const left = [...answers];
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    const next = left.shift();
    if (next === undefined) throw new Error('Nobody answers any more');
    return next;
  };
  return { ask, questions };
};

describe('what an installation begins with', () => {
  it('is the same from flags, from a file and from whoever is asked', async () => {
    expect((await initAnswers(flags, undefined)).answers).toEqual(harbour);
    const yaml = `organisation: Harbour
offices: [{ name: Beirut, country: LBN }, { name: Tunis, country: TUN }]
languages: [ar, en]
administrator: { username: noor, name: Noor Aziz }
`;
    expect((await initAnswers(['--from', file(yaml)], undefined)).answers).toEqual(harbour);
    const { ask, questions } = asked(['Harbour', '', 'Beirut, LBN', 'Tunis, TUN', '', 'ar en', 'noor', ' Noor Aziz ']);
    expect((await initAnswers([], ask)).answers).toEqual(harbour);
    expect(questions.join('\n')).not.toMatch(/passphrase|password/i);
  });
  it('asks only for what no flag said, and without a terminal says which', async () => {
    const { ask, questions } = asked(['Noor Aziz']);
    expect((await initAnswers(flags.slice(0, -2), ask)).answers).toEqual(harbour);
    expect(questions).toHaveLength(1);
    await expect(initAnswers(flags.slice(0, -2), undefined)).rejects.toThrow(/--name/);
  });
  it.each([
    ['a country in words', ['--office', 'Beirut, Lebanon'], /offices\.0\.country/],
    ['an office without a country', ['--office', 'Beirut'], /with its country/],
    ['a language that the desk does not speak', ['--languages', 'de'], /languages/],
    ['no language at all', ['--languages', ' '], /languages/],
    ['a username with capitals', ['--username', 'Noor'], /username/],
    ['more shares needed than made', ['--shares', '3', '--needed', '4'], /shares/],
    ['one share that opens alone', ['--needed', '1'], /shares/],
  ])('%s is refused before anything is made', async (_what, instead, sentence) => {
    const changed = [...flags];
    for (let at = 0; at < instead.length; at += 2) {
      const flag = instead[at] ?? '';
      for (let found = changed.indexOf(flag); found >= 0; found = changed.indexOf(flag)) changed.splice(found, 2);
      changed.push(flag, instead[at + 1] ?? '');
    }
    await expect(initAnswers(changed, undefined)).rejects.toThrow(sentence);
  });
  it('takes no secret: not as a flag, not in the file, and quotes none back', async () => {
    await expect(initAnswers([...flags, '--passphrase', 'four words of ours'], undefined)).rejects.toThrow(/passphrase/);
    const wrong = await initAnswers(['--from', file('organisation: Harbour\npassphrase: four words of ours\n')], undefined).catch(
      (problem: Error) => problem.message,
    );
    expect(wrong).toMatch(/This cannot be taken/);
    expect(wrong).not.toContain('four words');
    await expect(initAnswers(['--from', file('x: 1'), '--name', 'Noor'], undefined)).rejects.toThrow(/leave out --name/);
  });
});
