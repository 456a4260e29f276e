import { readFileSync } from 'node:fs';
import type { Catalogue, Right } from '@sojourn/catalogue';
import { type JsonValue, plainDate } from '@sojourn/kernel';
import { partyOn, rightsBrief, type StateInRole } from '@sojourn/rights';
import { type Expression, evaluate, type Facts, rulesOf } from '@sojourn/rules';
import Publicodes from 'publicodes';
import { type Logic, logicOf } from './rules/logic.ts';
import { publicodesRulesOf } from './rules/peers.ts';

/**
 * How long a whole rights brief takes: one person, three States, every right and citation with its party status and declarations.
 * The floor beside it in the same run: finding the party status of each State and treaty once, which no brief can do without.
 *
 *   node bench/rights.ts
 */
const { catalogue } = JSON.parse(readFileSync(new URL('../.cache/catalogue.json', import.meta.url), 'utf8')) as { readonly catalogue: Catalogue };
const day = plainDate('2026-11-25');
const states: readonly StateInRole[] = [
  { state: 'LBN', role: 'destination' },
  { state: 'TUR', role: 'transit' },
  { state: 'PHL', role: 'origin' },
];
const held: Readonly<Record<string, JsonValue>> = {
  'person.trafficked': true,
  'person.treat-as-child': false,
  'person.migrant-worker': true,
  'person.detained': true,
};
const facts: Facts = { value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }), collection: () => undefined };

/**
 * The same rules for publicodes: who is named as holder, whom each treaty, Part and citation protects, and whether the State is bound by it.
 * It is handed every party status as worked out before (it has no treaties or dates), answers yes, no or not known for each right and State,
 * and gives neither citations nor declarations, articles or sources. Ours works all of it out.
 */
const rules = rulesOf(catalogue.rulebooks, day);
/** What other rules settle is given here as known. */
const settling = new Map<string, unknown>();
const atoms = new Map<string, Expression>();
const treaties = new Map(catalogue.instruments.map((instrument) => [instrument.id, instrument]));
const bound = new Map<string, boolean | undefined>();
const always: Logic = { all: [] };

function said(rule: Expression | undefined): Logic {
  if (rule === undefined || 'always' in rule) return always;
  const logic = logicOf(rule, rules, settling, atoms);
  if (logic !== undefined) return logic;
  // What it cannot say (presumptions, guards) is answered for it before.
  atoms.set(JSON.stringify(rule), rule);
  return { atom: `a${[...atoms.keys()].indexOf(JSON.stringify(rule)) + 1}` };
}

const all = (parts: readonly Logic[]): Logic => {
  const some = parts.filter((part) => !('all' in part && part.all.length === 0));
  return some.length === 1 ? (some[0] ?? always) : { all: some };
};

function binding(right: Right, { state, role }: StateInRole): Logic | undefined {
  if (!right.duties.some((duty) => duty.roles.includes(role))) return undefined;
  const named = said(right.holder);
  if (right.custom) return all([named]);
  const grounds = right.basis.flatMap((basis) => {
    const treaty = treaties.get(basis.instrument);
    if (treaty === undefined || (basis.roles !== undefined && !basis.roles.includes(role))) return [];
    const number = Number.parseInt(basis.article, 10);
    const part = treaty.parts?.find(({ from, to }) => from <= number && number <= to);
    const atom = `p${[...treaties.keys()].indexOf(treaty.id)}${state.toLowerCase()}`;
    const party = partyOn(catalogue, treaty, state, day);
    bound.set(atom, party.is === 'not-known' ? undefined : party.is === 'party');
    return [all([said(treaty.protects), said(part?.holder), said(basis.holder), { atom }])];
  });
  return all([named, { any: grounds }]);
}

const asked = catalogue.rights.flatMap((right) =>
  states.flatMap((state) => {
    const logic = binding(right, state);
    return logic === undefined ? [] : [{ right: right.id, ...state, logic: 'all' in logic && logic.all.length === 0 ? { any: [{ atom: 'yes' }] } : logic }];
  }),
);
const { rules: theirs, roots } = publicodesRulesOf(asked.map(({ logic }) => logic));
const engine = new Publicodes(theirs as never);
const answerOf = (rule: Expression): boolean | undefined => {
  const { is } = evaluate(rule, facts, { day, rules });
  return is === 'yes' ? true : is === 'no' ? false : undefined;
};
const situation = Object.fromEntries(
  [...[...atoms.values()].map((rule, at): [string, boolean | undefined] => [`a${at + 1}`, answerOf(rule)]), ...bound, ['yes', true] as const].flatMap(
    ([atom, value]) => (value === undefined || theirs[atom] === undefined ? [] : [[atom, value ? 'oui' : 'non']]),
  ),
);
const answers = (): readonly unknown[] => {
  engine.setSituation(situation as never);
  return roots.map((root) => engine.evaluate(root).nodeValue);
};

const [ROUNDS, RUNS] = [200, 9];
const brief = () => rightsBrief(catalogue, facts, states, day).length;
const floor = () =>
  states.reduce((sum, { state }) => sum + catalogue.instruments.filter((one) => partyOn(catalogue, one, state, day).is === 'party').length, 0);
const peer = () => answers().length;

/** Processor time of this process, since other work shares the machine. */
function milliseconds(work: () => number, rounds: number): number {
  const from = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000 / rounds;
}
for (const work of [brief, floor]) milliseconds(work, ROUNDS);
const briefs = Array.from({ length: RUNS }, () => ({ brief: milliseconds(brief, ROUNDS), floor: milliseconds(floor, ROUNDS) }));
milliseconds(peer, 5);
const peers = Array.from({ length: RUNS }, () => milliseconds(peer, 10));
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const [ours, least, publicodes] = [median(briefs.map((run) => run.brief)), median(briefs.map((run) => run.floor)), median(peers)];
console.log(`rights brief, ${catalogue.rights.length} rights, ${catalogue.instruments.length} treaties, 3 States; median of ${RUNS} runs of ${ROUNDS}`);
console.log(`brief ${ours.toFixed(3)} ms · party status alone ${least.toFixed(3)} ms · ratio ${median(briefs.map((run) => run.brief / run.floor)).toFixed(1)}`);
console.log(
  `publicodes 1.10.3, ${asked.length} answers on the same rules, party status given: ${publicodes.toFixed(3)} ms · ${(publicodes / ours).toFixed(1)} times ours`,
);

const lines = new Map(rightsBrief(catalogue, facts, states, day).map((line) => [line.right.id, line]));
const mine = asked.map(({ right, state, role }) => {
  const line = lines.get(right);
  const binds = line?.duties.filter((duty) => duty.state === state && duty.role === role).map((duty) => duty.binds) ?? [];
  if (line === undefined || !(binds.includes('yes') || binds.includes('unknown'))) return 'no';
  return line.holds === 'yes' && binds.includes('yes') ? 'yes' : 'unknown';
});
const given = answers().map((value) => (value === true ? 'yes' : value === false ? 'no' : 'unknown'));
const differ = asked.filter((_, at) => mine[at] !== given[at]);
console.log(`the two say the same of ${asked.length - differ.length} of ${asked.length}`);
for (const [at, { right, state, role }] of asked.entries())
  if (mine[at] !== given[at]) console.log(`  ${right} ${state} ${role}: ours ${mine[at]}, publicodes ${given[at]}`);
