import { readFileSync } from 'node:fs';
import { type Catalogue, readStrictYaml } from '@sojourn/catalogue';
import { type JsonValue, plainDate } from '@sojourn/kernel';
import { type Context, evaluate, type Facts, problemsInRulebooks, rulebookSchema, rulesOf, settledBy, withDerivedFacts } from '@sojourn/rules';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evaluateProgramme } from './index.ts';

/** A person in words; what is left out was not asked. */
const exampleSchema = z.strictObject({
  who: z.string(),
  on: z.string().default('2026-11-24'),
  born: z.string().optional(),
  disputed: z.boolean().optional(),
  conclusion: z.string().optional(),
  act: z.string().optional(),
  means: z.string().optional(),
  purpose: z.string().optional(),
  border: z.boolean().optional(),
  alternatives: z.array(z.string()),
  consent: z.boolean().optional(),
  guardian: z.boolean().optional(),
  assent: z.boolean().optional(),
  double: z.boolean().optional(),
  excluded: z.boolean().optional(),
  territorial: z.boolean().optional(),
  declined: z.array(z.string()).default([]),
  disagree: z.array(z.string()).default([]),
  expect: z.string(),
  child: z.string().optional(),
  grounds: z.string().optional(),
  asks: z.string().optional(),
  why: z.string().optional(),
});
type Example = z.output<typeof exampleSchema>;

const root = '../../../catalogue';
const read = <Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> => {
  const found = readStrictYaml(readFileSync(new URL(`${root}/${path}`, import.meta.url), 'utf8'), path, schema);
  if (!found.ok) throw new Error(found.problems.map(({ file, line, what }) => `${file}:${line}: ${what}`).join('\n'));
  return found.value;
};
const { catalogue } = JSON.parse(readFileSync(new URL('../../../.cache/catalogue.json', import.meta.url), 'utf8')) as { readonly catalogue: Catalogue };
const identification = read('rulebooks/identification.yaml', rulebookSchema);
const examples = read('programmes/gaf-2013/examples.yaml', z.array(exampleSchema));
const rules = rulesOf([identification]);
const letter = { yes: 'y', no: 'n', unknown: 'u', 'not-applicable': '-' } as const;

const contextOf = ({ on, territorial }: Example): Context => ({
  day: plainDate(on),
  rules,
  ...(territorial === undefined ? {} : { parameters: { 'territorial-exclusion': territorial } }),
});

function factsOf(example: Example): Facts {
  const held: Readonly<Record<string, JsonValue | undefined>> = {
    'person.birth-date': example.born,
    'age.disputed': example.disputed,
    'trafficking.conclusion': example.conclusion,
    'trafficking.act': example.act,
    'trafficking.means': example.means,
    'trafficking.purpose': example.purpose,
    'trafficking.border-crossed': example.border,
    'consent.assistance': example.consent,
    'consent.guardian': example.guardian,
    'assent.child': example.assent,
    'fund.double-funded': example.double,
    'fund.location-excluded': example.excluded,
    'alternatives.tried': example.alternatives.length === 0 ? undefined : example.alternatives.length,
  };
  const recorded: Facts = {
    value: (fact) => {
      if (example.declined.includes(fact)) return { is: 'declined' };
      if (example.disagree.includes(fact)) return { is: 'disagree' };
      const value = held[fact];
      return value === undefined ? { is: 'not-asked' } : { is: 'value', value };
    },
    collection: (name) => (name === 'alternatives' ? example.alternatives.map((answer) => ({ answer })) : undefined),
  };
  return withDerivedFacts(recorded, settledBy([identification]), contextOf(example));
}

const gaf = () => {
  const programme = catalogue.programmes.find((p) => p.id === 'gaf-2013');
  if (programme === undefined) throw new Error('The programme is missing');
  return programme;
};
const answerFor = (example: Example) => evaluateProgramme(catalogue, gaf(), factsOf(example), contextOf(example));

describe('the Global Assistance Fund, 2013', () => {
  it.each(examples.map((example) => [example.who, example] as const))('%s', (_who, example) => {
    const answer = answerFor(example);
    expect(`${answer.tests.map((t) => letter[t.verdict.is]).join('')} ${letter[answer.overall.is]}`).toBe(example.expect);
    if (answer.overall.is === 'yes' || answer.overall.is === 'no') expect(answer.next).toBeUndefined();
    if (example.asks !== undefined) expect(answer.next ?? 'nothing').toBe(example.asks);
    if (example.child !== undefined) expect(letter[evaluate({ fact: 'person.treat-as-child', is: true }, factsOf(example)).is]).toBe(example.child);
    if (example.grounds !== undefined)
      expect(letter[evaluate({ rule: 'trafficking.reasonable-grounds' }, factsOf(example), contextOf(example)).is]).toBe(example.grounds);
    if (example.why !== undefined) expect(answer.overall.because.map((reason) => reason.why)).toContain(example.why);
  });
  it('there are enough of them, and every answer of every test is among them', () => {
    expect(examples.length).toBeGreaterThanOrEqual(25);
    for (const [index, test] of gaf().tests.entries())
      expect([...new Set(examples.map((example) => example.expect.charAt(index)))].sort(), test.id).toEqual(['n', 'u', 'y']);
  });
  it('never reads migration status', () => expect(JSON.stringify([gaf(), identification])).not.toMatch(/regular|status|visa/i));
  it('a refusal refers, and while it is not known help may bridge the time', () => {
    const then = (who: string) => {
      const example = examples.find((one) => one.who.startsWith(who));
      if (example === undefined) throw new Error(`No example begins with ${who}`);
      return answerFor(example).tests.flatMap((test) => test.then ?? []);
    };
    expect([then('A smuggled man'), then('A girl found last night'), then('A man moved between')]).toEqual([['refer-on'], ['bridge-help'], ['refer-national']]);
  });
  it('says of each test which facts with which values carried it, and on what it rests', () => {
    const [first] = examples;
    if (first === undefined) throw new Error('No examples');
    const answer = answerFor(first);
    expect(answer.tests[0]).toMatchObject({
      verdict: { because: [{ rule: 'E1', fact: 'trafficking.conclusion', value: 'victim-of-trafficking', citation: expect.stringContaining('Palermo') }] },
      trace: { part: 'fact', is: 'yes', fact: 'trafficking.conclusion' },
    });
  });
});

describe('the rulebook on identification', () => {
  it('names only rules that are there, and none rests on itself', () => expect(problemsInRulebooks([identification])).toEqual([]));
  it('reads and settles only facts that are declared', () => {
    const declared = new Set(catalogue.facts.map((fact) => fact.id));
    expect([...settledBy([identification]).keys()].filter((fact) => !declared.has(fact))).toEqual([]);
  });
  it.each([
    ['present', 'absent', 'present', '1990', 'n'],
    ['present', 'absent', 'present', '2012', 'y'],
    ['present', undefined, 'present', '2012', 'y'],
    ['present', undefined, 'present', '1990', 'u'],
    ['present', 'unclear', 'present', undefined, 'u'],
    ['present', 'present', 'present', undefined, 'y'],
    ['absent', 'present', 'present', '2012', 'n'],
    ['present', 'present', 'absent', '2012', 'n'],
  ])('act %s, means %s, purpose %s, born %s: the elements are %s', (act, means, purpose, born, expected) => {
    const example = exampleSchema.parse({ who: '', alternatives: [], expect: '', act, means, purpose, born });
    expect(letter[evaluate({ rule: 'trafficking.elements' }, factsOf(example), contextOf(example)).is]).toBe(expected);
  });
});
