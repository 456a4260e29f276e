/** What fields and their codes are called in the reader's language; a rule is said in sentences. */
export type ReviewWords = {
  readonly field: (name: string) => string;
  readonly value: (field: string, value: string) => string;
  readonly rule: (rule: unknown, gives: boolean) => readonly string[];
};

type Members = readonly (readonly [string, unknown])[];
const rules = new Set(['holder', 'protects', 'rule', 'gives', 'where']);
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** A part of the catalogue as lines that a person can read and compare: in words, never by the names that the files give their fields. */
export function linesOf(content: unknown, words: ReviewWords): readonly string[] {
  return from(content, '', '');

  function from(value: unknown, field: string, way: string): readonly string[] {
    if (rules.has(field) && !isPlain(value)) {
      const [first = '', ...rest] = words.rule(value, field === 'gives');
      return [`${way}: ${first}`, ...rest.map((line) => `\u2003${line}`)];
    }
    if (Array.isArray(value)) return value.every(isPlain) ? [`${way}: ${value.map((one) => said(field, one)).join(', ')}`] : listed(value, way);
    if (isPlain(value)) return [way === '' ? said(field, value) : `${way}: ${said(field, value)}`];
    const members = membersOf(value);
    // What a list names by itself stands before the rest of it.
    const short = members.every(([, one]) => isPlain(one)) && members.map(([, one]) => String(one)).join('').length <= 60;
    if (short && way !== '') return [`${way}: ${members.map(([name, one]) => `${words.field(name)} ${said(name, one)}`).join('; ')}`];
    return members.flatMap(([name, one]) => from(one, name, way === '' ? words.field(name) : `${way} · ${words.field(name)}`));
  }

  /** Each under what it is known by, else by its place in the list. */
  function listed(list: readonly unknown[], way: string): readonly string[] {
    return list.flatMap((one, index) => {
      const all = membersOf(one);
      const get = (name: string) => all.find(([key]) => key === name)?.[1];
      if (isPlain(get('instrument')) && get('instrument') !== undefined && get('article') !== undefined)
        return under(all, ['instrument', 'article'], `${way}: ${said('instrument', get('instrument'))} ${String(get('article'))}`);
      if (get('interpretation') !== undefined)
        return under(all, ['interpretation', 'paragraph'], `${way}: ${said('interpretation', get('interpretation'))} § ${String(get('paragraph'))}`);
      if (get('article') !== undefined && get('says') !== undefined) {
        const checked = get('textChecked') === true ? said('textChecked', true) : said('textChecked', false);
        return [`${words.field('article')} ${String(get('article'))}: ${String(get('says'))} (${words.field('textChecked')}: ${checked})`];
      }
      const name = ['paragraph', 'id', 'part', 'state'].find((key) => get(key) !== undefined);
      return name === undefined ? from(one, '', `${way} ${index + 1}`) : under(all, [name], `${words.field(name)} ${said(name, get(name))}`);
    });
  }

  function under(all: Members, known: readonly string[], head: string): readonly string[] {
    const rest = all.filter(([name]) => !known.includes(name));
    return [head, ...rest.flatMap(([name, one]) => from(one, name, `\u2003${words.field(name)}`))];
  }

  function said(field: string, value: unknown): string {
    if (typeof value === 'boolean') return words.value(field, value ? 'yes' : 'no');
    return typeof value === 'string' ? words.value(field, value) : String(value);
  }
}

const membersOf = (value: unknown): Members => (isPlain(value) ? [] : Object.entries(value as object));
