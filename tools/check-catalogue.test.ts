import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from './catalogue-files.ts';

const real = join(import.meta.dirname, '..', 'catalogue');

function planted(file: string, change: (text: string) => string) {
  const root = join(mkdtempSync(join(tmpdir(), 'catalogue-')), 'catalogue');
  cpSync(real, root, { recursive: true });
  const text = readFileSync(join(root, file), 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`Nothing was planted in ${file}`);
  writeFileSync(join(root, file), changed);
  return readCatalogue(root);
}

describe('the check of the catalogue', () => {
  it('finds nothing wrong in the catalogue as it is, and has read every file', () => {
    const { problems, files, rows } = readCatalogue(real);
    expect(problems).toEqual([]);
    expect(files).toBeGreaterThan(40);
    expect(rows).toBeGreaterThan(3000);
  });
  it.each([
    [
      'an article that is in no instrument',
      'rights.yaml',
      (t: string) => t.replace('article: "6(5)"', 'article: "6(55)"'),
      /rights\.yaml:\d+: R09 cites palermo-trafficking 6\(55\)/,
    ],
    ['a source nobody listed', 'ratifications/icrmw.csv', (t: string) => t.replace('untc-2015', 'hearsay'), /ratifications\/icrmw\.csv:2: .*hearsay/],
    ['a place that is not there', 'ratifications/crc.csv', (t: string) => t.replace('\nAFG,', '\nZZZ,'), /ratifications\/crc\.csv:2: ZZZ: no place/],
    ['a date before adoption', 'ratifications/crc.csv', (t: string) => t.replace('1994-03-28', '1894-03-28'), /ratifications\/crc\.csv:2: .*before adoption/],
    [
      'a date after the source’s own',
      'ratifications/crc.csv',
      (t: string) => t.replace('1994-03-28', '2016-03-28'),
      /ratifications\/crc\.csv:2: .*after the source/,
    ],
    ['a year that claims to be a day', 'ratifications/crc.csv', (t: string) => t.replace('1994-03-28', '1994'), /ratifications\/crc\.csv:2: .*precision/],
    ['the same row twice', 'ratifications/crc.csv', (t: string) => t.replace(/\n(AGO,[^\n]*)/, '\n$1\n$1'), /ratifications\/crc\.csv:\d+: AGO: the same row/],
    [
      'a right without words in one language',
      'texts/es/rights.yaml',
      (t: string) => t.replace(/\n"R56":(?:\n {2}.*)*/, ''),
      /texts\/es\/rights\.yaml:\d+: no text for R56/,
    ],
    [
      'a right that does not say what to do when it is refused',
      'texts/fr/rights.yaml',
      (t: string) => t.replace(/("R56":\n(?: {2}.*\n)*? {2}refused: )"[^\n]*"/, '$1""'),
      /texts\/fr\/rights\.yaml:\d+: R56 says nothing for "refused"/,
    ],
    [
      'words that make a State owe what no duty records',
      'texts/en/rights.yaml',
      (t: string) => t.replace(/("R28":\n(?: {2}.*\n)*? {2}who: )"/, '$1"The country where you are. '),
      /texts\/en\/rights\.yaml:\d+: R28 says that the destination owes it/,
    ],
    [
      'words that forget a State which owes it',
      'texts/ar/rights.yaml',
      (t: string) => t.replace(/("R27":\n(?: {2}.*\n)*? {2}who: .*?)كل بلد تمر به/, '$1بلد'),
      /texts\/ar\/rights\.yaml:\d+: R27 does not name the transit/,
    ],
    [
      'a consulate without the fear that must be asked about first',
      'texts/es/rights.yaml',
      (t: string) => t.replace(/("R56":\n(?: {2}.*\n)*? {2}refused: )"/, '$1"Vaya a su consulado. '),
      /texts\/es\/rights\.yaml:\d+: R56 names a consulate/,
    ],
    [
      'a time limit in law that nobody reviewed',
      'texts/en/rights.yaml',
      (t: string) => t.replace(/("R30":\n(?: {2}.*\n)*? {2}refused: )"/, '$1"Complain within 14 days. '),
      /texts\/en\/rights\.yaml:\d+: R30 states a time limit/,
    ],
    [
      'words that a child of twelve cannot read',
      'texts/en/rights.yaml',
      (t: string) =>
        t.replace(
          /("R44":\n(?: {2}.*\n)*? {2}means: )"[^\n]*"/,
          '$1"Notwithstanding administrative irregularities, associational participation constitutes an internationally recognised entitlement whose realisation necessitates comprehensive implementation of organisational protections by competent governmental authorities."',
        ),
      /texts\/en\/rights\.yaml:\d+: R44 reads like grade/,
    ],
    [
      'words for a right that is not there',
      'texts/fr/rights.yaml',
      (t: string) => t.replace('"R56":', '"R99":'),
      /texts\/fr\/rights\.yaml:\d+: a text for R99/,
    ],
    [
      'an article that was forgotten',
      'instruments/crc.yaml',
      (t: string) => t.replace(/\n {2}- \{ article: "33"[^\n]*/, ''),
      /instruments\/crc\.yaml:\d+: crc: article 33 is missing/,
    ],
    [
      'an article the treaty does not have',
      'instruments/cat.yaml',
      (t: string) => t.replace('article: "33"', 'article: "34"'),
      /instruments\/cat\.yaml:\d+: cat: there is no article 34/,
    ],
    [
      'a fact nobody declared',
      'rights.yaml',
      (t: string) => t.replace('"person.detained"', '"person.detaned"'),
      /rights\.yaml:\d+: reads a fact nobody declared/,
    ],
    ['a right that is there twice', 'rights.yaml', (t: string) => t.replace('id: "R04"', 'id: "R03"'), /rights\.yaml:\d+: R03 is there twice/],
    ['an unknown key', 'instruments/cat.yaml', (t: string) => t.replace('adoptedOn:', 'adopted:'), /instruments\/cat\.yaml:\d+: /],
  ])('%s', (_name, file, change, expected) => {
    const { problems, catalogue } = planted(file, change);
    expect(catalogue).toBeUndefined();
    expect(problems.map(({ file: where, line, what }) => `${where}:${line}: ${what}`).join('\n')).toMatch(expected);
  });
});
