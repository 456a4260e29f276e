import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { languages } from '@sojourn/catalogue';
import { parse } from 'yaml';
import { z } from 'zod';
import { sharesWanted } from './keys.ts';

const line = z.string().trim().min(1).max(200);
const office = z.strictObject({ name: line, country: z.string().regex(/^[A-Z]{3}$/, 'three capital letters, as LBN') });
const schema = z.strictObject({
  organisation: line,
  offices: z.array(office).min(1).max(200),
  languages: z.array(z.enum(languages)).min(1),
  administrator: z.strictObject({
    username: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, '2 to 40 small letters, digits, dots and dashes'),
    name: line,
  }),
  shares: z.number().int().default(5),
  needed: z.number().int().default(3),
});
/** What an installation begins with. The first office is the administrator's, the first language the one that pages begin in. */
export type InitAnswers = z.output<typeof schema>;
/** Undefined where nobody sits at a terminal. */
export type Ask = ((question: string) => Promise<string>) | undefined;

const text = { type: 'string' } as const;
const several = { type: 'string', multiple: true } as const;
const options = {
  from: text,
  papers: text,
  organisation: text,
  office: several,
  languages: text,
  username: text,
  name: text,
  shares: text,
  needed: text,
} as const;

/** From a file (--from, YAML or JSON), from flags, and what is then still missing from whoever sits at the terminal. No secret is taken by any of them. */
export async function initAnswers(words: readonly string[], ask: Ask): Promise<{ readonly answers: InitAnswers; readonly papers: string | undefined }> {
  const { values } = parseArgs({ args: [...words], options });
  if (values.from !== undefined) {
    const flags = Object.keys(values).filter((name) => name !== 'from' && name !== 'papers');
    if (flags.length > 0) throw new Error(`Everything stands in the file, or nothing: leave out --${flags[0]}.`);
    return { answers: understood(parse(readFileSync(values.from, 'utf8'))), papers: values.papers };
  }
  const missing = async (given: string | undefined, flag: string, question: string): Promise<string> => {
    if (given !== undefined) return given;
    if (ask === undefined) throw new Error(`Give --${flag}, or --from with a file that says everything, or run this at a terminal: it asks.`);
    return (await ask(question)).trim();
  };
  const organisation = await missing(values.organisation, 'organisation', 'Name of the organisation: ');
  const offices = (values.office ?? (await askOffices(missing))).map(officeFrom);
  const chosen = await missing(values.languages, 'languages', `Languages of the desk, the first one first (${languages.join(', ')}): `);
  const username = await missing(values.username, 'username', 'Username of the first administrator (small letters): ');
  const name = await missing(values.name, 'name', 'Their name, as colleagues see it: ');
  return {
    answers: understood({
      organisation,
      offices,
      languages: chosen.split(/[\s,]+/).filter((one) => one !== ''),
      administrator: { username, name },
      ...(values.shares === undefined ? {} : { shares: Number(values.shares) }),
      ...(values.needed === undefined ? {} : { needed: Number(values.needed) }),
    }),
    papers: values.papers,
  };
}

async function askOffices(missing: (given: undefined, flag: string, question: string) => Promise<string>): Promise<readonly string[]> {
  const offices: string[] = [];
  for (;;) {
    const question = offices.length === 0 ? 'First office, with its country (Beirut, LBN): ' : 'Another office, or an empty line: ';
    const answer = await missing(undefined, 'office', question);
    if (answer === '' && offices.length > 0) return offices;
    if (answer !== '') offices.push(answer);
  }
}

function officeFrom(said: string): { readonly name: string; readonly country: string } {
  const comma = said.lastIndexOf(',');
  if (comma < 1) throw new Error('An office is said with its country in three letters: "Beirut, LBN".');
  return { name: said.slice(0, comma).trim(), country: said.slice(comma + 1).trim() };
}

function understood(said: unknown): InitAnswers {
  const read = schema.safeParse(said);
  if (!read.success) {
    const [first] = read.error.issues;
    // The place and the rule, never what stood there.
    const unknown = first?.code === 'unrecognized_keys' ? 'there is something that nobody asks for; secrets are never given here' : (first?.message ?? '');
    throw new Error(`This cannot be taken: ${first?.path.join('.') || 'the file'}: ${unknown}. Nothing was set up.`);
  }
  const { offices } = read.data;
  if (new Set(offices.map(({ name }) => name)).size < offices.length) throw new Error('Two offices have the same name. Nothing was set up.');
  if (new Set(read.data.languages).size < read.data.languages.length) throw new Error('A language is named twice. Nothing was set up.');
  sharesWanted(read.data.shares, read.data.needed);
  return read.data;
}
