import { readFileSync } from 'node:fs';
import type { Catalogue } from '@sojourn/catalogue';
import type { Facts } from '@sojourn/rules';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { evaluateProgramme } from './index.ts';

type Example = {
  readonly who: string;
  readonly conclusion?: string;
  readonly border?: boolean;
  readonly alternatives: readonly string[];
  readonly consent?: boolean;
  readonly double?: boolean;
  readonly expect: string;
};

const { catalogue } = JSON.parse(readFileSync(new URL('../../../.cache/catalogue.json', import.meta.url), 'utf8')) as { readonly catalogue: Catalogue };
const examples = parse(readFileSync(new URL('../../../catalogue/programmes/gaf-2013/examples.yaml', import.meta.url), 'utf8')) as readonly Example[];
const letter = { yes: 'y', no: 'n', unknown: 'u', 'not-applicable': '-' } as const;

function factsOf(example: Example): Facts {
  const held: Readonly<Record<string, string | boolean | number | undefined>> = {
    'trafficking.conclusion': example.conclusion,
    'trafficking.border-crossed': example.border,
    'consent.assistance': example.consent,
    'fund.double-funded': example.double,
    'alternatives.tried': example.alternatives.length === 0 ? undefined : example.alternatives.length,
  };
  return {
    value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }),
    collection: (name) => (name === 'alternatives' ? example.alternatives.map((answer) => ({ answer })) : undefined),
  };
}

describe('the Global Assistance Fund, 2013', () => {
  const programme = catalogue.programmes.find((p) => p.id === 'gaf-2013');
  it.each(examples.map((example) => [example.who, example] as const))('%s', (_who, example) => {
    if (programme === undefined) throw new Error('The programme is missing');
    const answer = evaluateProgramme(catalogue, programme, factsOf(example));
    expect(`${answer.tests.map((t) => letter[t.verdict.is]).join('')} ${letter[answer.overall.is]}`).toBe(example.expect);
    if (answer.overall.is === 'yes' || answer.overall.is === 'no') expect(answer.next).toBeUndefined();
  });
  it('never reads migration status', () => expect(JSON.stringify(programme)).not.toMatch(/regular|status|visa/i));
  it('asks only what would change the answer', () => {
    if (programme === undefined) throw new Error('The programme is missing');
    const [first] = examples;
    const answer = evaluateProgramme(
      catalogue,
      programme,
      factsOf({
        ...(first as Example),
        conclusion: 'victim-of-trafficking',
        alternatives: ['cannot-help'],
        consent: true,
        double: false,
        border: undefined,
      } as unknown as Example),
    );
    expect(answer.next).toBe('trafficking.border-crossed');
  });
});
