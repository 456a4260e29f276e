import type { JsonValue } from '@sojourn/kernel';
import type { Facts } from '@sojourn/rules';

/** People by kind, to compare law without anybody's facts: what is not said of them was not asked. */
export const personas = {
  'worker-with-papers': { 'person.migrant-worker': true, 'person.regular-situation': true, 'person.treat-as-child': false },
  'worker-without-papers': { 'person.migrant-worker': true, 'person.regular-situation': false, 'person.treat-as-child': false },
  'domestic-worker': { 'person.migrant-worker': true, 'person.domestic-worker': true, 'person.treat-as-child': false },
  'trafficked-person': { 'person.trafficked': true, 'person.treat-as-child': false },
  child: { 'person.treat-as-child': true },
  'seeks-asylum': { 'person.seeks-asylum': true, 'person.treat-as-child': false },
  detained: { 'person.detained': true, 'person.treat-as-child': false },
  'smuggled-person': { 'person.smuggled': true, 'person.treat-as-child': false },
} as const satisfies Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;

export type Persona = keyof typeof personas;

export function factsOfPersona(persona: Persona): Facts {
  const held: Readonly<Record<string, JsonValue>> = personas[persona];
  return { value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }), collection: () => undefined };
}
