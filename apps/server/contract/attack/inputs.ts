import fc from 'fast-check';
import { nastyText, nastyValue } from './nasty.ts';

type Schema = {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

/** Ids, days and codes that exist here, so that what is sent gets past the first door. */
export type Known = { readonly ids: readonly string[]; readonly codes: readonly string[] };

/** Values the schema mostly accepts. What only a refinement says (a day, an id) is guessed from the member's name. */
export function fitting(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined && schema.enum.length > 0) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined && options.length > 0) return fc.oneof(...options.map((one) => fitting(one, known, name)));
  if (schema.properties !== undefined) {
    const members = Object.fromEntries(Object.entries(schema.properties).map(([key, one]) => [key, fitting(one, known, key)]));
    return fc.record(members, { requiredKeys: [...(schema.required ?? [])] });
  }
  if (schema.type === 'array') {
    const minLength = schema.minItems ?? 0;
    return fc.array(fitting(schema.items ?? {}, known, name), { minLength, maxLength: Math.max(minLength, Math.min(schema.maxItems ?? 3, 3)) });
  }
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer' || schema.type === 'number') {
    const min = Math.max(schema.minimum ?? 0, -1_000_000);
    return fc.integer({ min, max: Math.max(min, Math.min(schema.maximum ?? 1_000, 1_000_000)) });
  }
  if (schema.type === 'string') return text(schema, known, name);
  return nastyValue;
}

function text(schema: Schema, known: Known, name: string): fc.Arbitrary<unknown> {
  const codes = fc.constantFrom(...known.codes, '9999-12', '0002');
  if (schema.format === 'uuid' || /ids?$/i.test(name)) return fc.constantFrom(...known.ids);
  if (/(^on|On|From|To|Until)$/.test(name)) return fc.constantFrom('2026-01-05', '2025-12', '2024', '2026-11-24', '9999-12-31', '0001-01-01');
  if (schema.pattern !== undefined) {
    try {
      return fc.oneof(codes, fc.stringMatching(new RegExp(schema.pattern, 'u')));
    } catch {
      return codes;
    }
  }
  return fc.oneof(codes, nastyText);
}

/** Something that mostly fits, wrong in one to three places: replaced, missing, or with members nobody declared. */
export function attacked(base: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const wound = fc.record({
    at: fc.nat(),
    how: fc.constantFrom<'replace' | 'remove' | 'add'>('replace', 'replace', 'remove', 'add'),
    key: nastyText,
    value: nastyValue,
  });
  const wounded = fc.tuple(base, fc.array(wound, { minLength: 1, maxLength: 3 })).map(([value, wounds]) => wounds.reduce(inflict, value));
  return fc.oneof({ weight: 6, arbitrary: wounded }, { weight: 2, arbitrary: base }, { weight: 1, arbitrary: nastyValue });
}

type Wound = { readonly at: number; readonly how: 'replace' | 'remove' | 'add'; readonly key: string; readonly value: unknown };

function inflict(value: unknown, wound: Wound): unknown {
  if (typeof value !== 'object' || value === null) return wound.value;
  const keys = Object.keys(value);
  const key = keys[wound.at % Math.max(keys.length, 1)];
  if (wound.how === 'add' || key === undefined) return Array.isArray(value) ? [...value, wound.value] : own(value, wound.key, wound.value);
  const inside = Reflect.get(value, key) as unknown;
  const goesOn = typeof inside === 'object' && inside !== null && wound.at % 3 !== 0;
  if (goesOn) return replaced(value, key, inflict(inside, { ...wound, at: Math.floor(wound.at / 3) }));
  if (wound.how === 'remove')
    return Array.isArray(value) ? value.toSpliced(Number(key), 1) : Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return replaced(value, key, wound.value);
}

function replaced(value: object, key: string, by: unknown): unknown {
  return Array.isArray(value) ? value.with(Number(key), by) : own(value, key, by);
}

/** Also '__proto__' becomes a member of its own, as it does for who writes JSON. */
function own(value: object, key: string, member: unknown): unknown {
  return Object.fromEntries([...Object.entries(value), [key, member]]);
}
