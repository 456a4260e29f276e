import { AbilityBuilder, createMongoAbility } from '@casl/ability';
import { permittedFieldsOf } from '@casl/ability/extra';
import type { Role } from './actor.ts';

/** What of a thing each role sees, by the names of its parts. Complete: a new role sees nothing until someone says what. */
export type PartRules<Part extends string> = Readonly<Record<Role, readonly Part[] | 'everything'>>;

/** The parts that someone with these roles sees: what any of them may. */
export function partsFor<Part extends string>(rules: PartRules<Part>, all: readonly Part[], roles: readonly Role[]): ReadonlySet<Part> {
  const { can, build } = new AbilityBuilder(createMongoAbility);
  for (const role of roles) {
    const parts = rules[role];
    if (parts === 'everything') can('read', 'it');
    else if (parts.length > 0) can('read', 'it', [...parts]);
  }
  return new Set(permittedFieldsOf(build(), 'read', 'it', { fieldsFrom: (rule) => rule.fields ?? [...all] }) as Part[]);
}
