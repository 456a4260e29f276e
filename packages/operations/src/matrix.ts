import { type Purpose, purposesOf, type Role, roles } from './actor.ts';
import type { Policy, Reach } from './policy.ts';

/** How a person stands to a case, for each of which every operation says what it answers. */
export const situations = [
  'own-office',
  'other-office',
  'other-organisation',
  'no-authority',
  'closed',
  'restricted',
  'in-team',
  'barred',
  'in-emergency',
] as const;
export type Situation = (typeof situations)[number];

/** `yes`; `no`: not this role, and it is told so; `nothing-there`: as if there were no such case; `closed`: not while it is closed; `authority`: reached, and refused for want of the person's agreement. */
export type Expected = 'yes' | 'no' | 'nothing-there' | 'closed' | 'authority';

type Cell = (reach: Reach, policy: Policy) => Expected;
const there = (holds: boolean): Expected => (holds ? 'yes' : 'nothing-there');
const opens = (policy: Policy) => policy.emergency === 'opens';

/** What is to be, said apart from the evaluator that decides what is: the two are compared, and both with what the server answers. */
const expectations: Readonly<Record<Situation, Cell>> = {
  'own-office': () => 'yes',
  'other-office': (reach, policy) => there(reach !== 'office' || opens(policy)),
  'other-organisation': () => 'nothing-there',
  'no-authority': (_reach, policy) => (policy.authority === undefined ? 'yes' : 'authority'),
  closed: (_reach, policy) => (policy.alsoWhen.includes('closed') ? 'yes' : 'closed'),
  restricted: (reach, policy) => there(reach === 'every-case' || opens(policy)),
  'in-team': () => 'yes',
  barred: () => 'nothing-there',
  'in-emergency': (reach, policy) => there(reach !== 'office' || policy.emergency !== undefined),
};

export function expectedOf(policy: Policy, role: Role, situation: Situation): Expected {
  const reach = (policy.roles as Readonly<Partial<Record<Role, Reach>>>)[role];
  if (reach === undefined || !(purposesOf[role] as readonly Purpose[]).includes(policy.purpose)) return 'no';
  return policy.about === 'case' ? expectations[situation](reach, policy) : 'yes';
}

export type MatrixRow = { readonly name: string; readonly summary: string; readonly policy: Policy };
type Declared = Readonly<Record<string, { readonly name: string; readonly summary: string; readonly policy: Policy }>>;

/** Every operation, by name. */
export function rowsOf(...declared: readonly Declared[]): readonly MatrixRow[] {
  const rows = declared.flatMap((some) => Object.values(some).map(({ name, summary, policy }) => ({ name, summary, policy })));
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const sign: Readonly<Record<Expected, string>> = { yes: 'yes', no: '–', 'nothing-there': '404', closed: 'while open', authority: 'agreement' };

/** The matrix as a page of Markdown: a table a role. */
export function matrixPage(rows: readonly MatrixRow[]): string {
  const tables = roles.map((role) => {
    const own = rows.filter(({ policy }) => expectedOf(policy, role, 'own-office') !== 'no');
    const onCases = own.filter(({ policy }) => policy.about === 'case');
    const line = ({ name, policy }: MatrixRow) => `| \`${name}\` | ${situations.map((situation) => sign[expectedOf(policy, role, situation)]).join(' | ')} |`;
    const others = own.filter(({ policy }) => policy.about !== 'case').map(({ name }) => `\`${name}\``);
    const table =
      onCases.length === 0
        ? []
        : [`| operation | ${situations.join(' | ')} |`, `| --- | ${situations.map(() => '---').join(' | ')} |`, ...onCases.map(line), ''];
    return [`## ${role}`, '', ...table, `About no one case: ${others.join(', ')}.`, ''].join('\n');
  });
  return [
    '# Who may do what',
    '',
    'Generated from the declarations (`node apps/server/src/write-permissions.ts`); a check fails when it is out of date. Every cell is tried over HTTP (`apps/server/contract/matrix.contract.ts`). What is not listed under a role is refused to it (403), whatever the case.',
    '',
    '404: the same answer as for a case that does not exist. `no-authority`: the person said no. `restricted`: not in its team. `in-team`: in the team of another office’s restricted case. `barred`: a conflict of interest stands. `in-emergency`: this person broke the glass of another office’s case.',
    '',
    ...tables,
  ].join('\n');
}
