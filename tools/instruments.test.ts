import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from './catalogue-files.ts';

const { catalogue } = readCatalogue(join(import.meta.dirname, '..', 'catalogue'));
if (catalogue === undefined) throw new Error('The catalogue does not hold');
const byId = new Map(catalogue.instruments.map((one) => [one.id, one]));
const core = ['icerd', 'iccpr', 'icescr', 'cedaw', 'cat', 'crc', 'icrmw', 'crpd', 'ced'];
const protocols = ['iccpr-op1', 'iccpr-op2', 'icescr-op', 'cedaw-op', 'opcat', 'crc-opac', 'crc-opsc', 'crc-opic', 'crpd-op'];
const others = [
  'palermo-trafficking',
  'palermo-smuggling',
  'refugee-1951',
  'refugee-1967',
  'stateless-1954',
  'stateless-1961',
  'vccr',
  'slavery-1926',
  'slavery-1956',
];
const labour = [19, 29, 81, 87, 95, 97, 98, 100, 102, 105, 111, 118, 138, 143, 157, 181, 182, 189, 190].map(
  (number) => `ilo-c${String(number).padStart(3, '0')}`,
);

describe('the instruments', () => {
  it.each([...core, ...protocols, ...others, ...labour, 'ilo-p029'])('%s is there, with a source and a state of review for every line', (id) => {
    const instrument = byId.get(id);
    expect(catalogue.sources.some((source) => source.id === instrument?.source)).toBe(true);
    expect(instrument?.review).toBeDefined();
    for (const { article, says, textChecked } of instrument?.articles ?? [])
      expect([article, says.length > 3, typeof textChecked]).toEqual([article, true, 'boolean']);
  });
  it('are described article by article, every one', () => {
    expect(catalogue.instruments.filter((one) => one.articleCount === undefined).map(({ id }) => id)).toEqual([]);
    const numbers = new Set(byId.get('icrmw')?.articles.map(({ article }) => Number.parseInt(article, 10)));
    expect([numbers.size, byId.get('icrmw')?.parts?.length]).toEqual([93, 9]);
    expect([byId.get('untoc')?.articleCount, byId.get('ilo-c157')?.articleCount]).toEqual([41, 28]);
  });
  /** No text of these could be read. */
  const withoutText = [
    ...['iccpr-op1', 'iccpr-op2', 'icescr-op', 'cedaw-op', 'crc-opic', 'crpd-op', 'untoc'],
    ...['icrmw', 'ilo-c081', 'ilo-c095', 'ilo-c143', 'ilo-c157', 'ilo-c190'],
  ];
  it.each(withoutText)('%s has no text here and claims no comparison with one', (id) => {
    const instrument = byId.get(id);
    expect(instrument?.articles.filter((one) => one.textChecked)).toEqual([]);
    expect([instrument?.entryIntoForce.textChecked, instrument?.withdrawal?.textChecked ?? false]).toEqual([false, false]);
  });
  it('every line of every other was compared with its text, but for what that text leaves out', () => {
    const unchecked = catalogue.instruments
      .filter(({ id }) => !withoutText.includes(id))
      .flatMap(({ id, articles }) => articles.filter((one) => !one.textChecked).map(({ article }) => `${id} ${article}`));
    // Parts III, V, VI, IX and X of ILO 102, and what the protocol of 2014 deletes.
    const parts = [...Array(87).keys()].map((at) => at + 1).filter((n) => (n >= 13 && n <= 18) || (n >= 25 && n <= 38) || (n >= 53 && n <= 64));
    expect(unchecked).toEqual([...parts.map((n) => `ilo-c102 ${n}`), 'ilo-p029 7']);
  });
  it('how bodies read them is never among them: the declaration of 1948 and general comments bind nobody here', () => {
    expect(byId.get('udhr')).toBeUndefined();
    expect(catalogue.interpretations.some((one) => one.id === 'udhr')).toBe(true);
    for (const right of catalogue.rights) for (const { instrument } of right.basis) expect(byId.has(instrument), `${right.id} ${instrument}`).toBe(true);
  });
});
