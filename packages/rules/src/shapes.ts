import { isPlainDate } from '@sojourn/kernel';

export type ShapeProblem = { readonly path: readonly (string | number)[]; readonly what: string };
type Path = readonly (string | number)[];
type Check = (value: unknown, path: Path) => readonly ShapeProblem[];
type Form = Readonly<Record<string, Check>>;

const problem = (path: Path, what: string): readonly ShapeProblem[] => [{ path, what }];
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const holds =
  (test: (value: unknown) => boolean, what: string): Check =>
  (value, path) =>
    test(value) ? [] : problem(path, what);
const text = holds((value) => typeof value === 'string' && value !== '', 'a text is needed');
const scalar = holds((value) => ['string', 'number', 'boolean'].includes(typeof value), 'a code, a number, or true or false is needed');
const whole = holds((value) => Number.isInteger(value), 'a whole number is needed');
const positive = holds((value) => Number.isInteger(value) && Number(value) > 0, 'a whole number above nought is needed');
const count = holds((value) => Number.isInteger(value) && Number(value) >= 0, 'a whole number, nought or more, is needed');
// Beyond what anybody lives, a day counted back from today falls out of the calendar.
const years = holds((value) => Number.isInteger(value) && Number(value) > 0 && Number(value) <= 150, 'a whole number from 1 to 150 is needed');
const age = holds((value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 150, 'a whole number from 0 to 150 is needed');
const truth = holds((value) => typeof value === 'boolean', 'true or false is needed');
const dayText = holds((value) => typeof value === 'string' && isPlainDate(value), 'not-a-day');
const isMoney = (value: unknown) =>
  isRecord(value) && Number.isInteger(value['minor']) && /^[A-Z]{3}$/.test(String(value['currency'])) && Object.keys(value).length === 2;
const money = holds(isMoney, 'money is { minor, currency }: a whole number of minor units and three capital letters');
const amount = holds((value) => Number.isFinite(value) || isMoney(value), 'a number, or money as { minor, currency }, is needed');
const limit = holds(
  (value) => Number.isFinite(value) || isMoney(value) || (typeof value === 'string' && isPlainDate(value)),
  'a number, money or a day is needed',
);
const oneOf = (...names: readonly string[]) => holds((value) => names.includes(value as string), `one of ${names.join(', ')} is needed`);

const listOf =
  (each: Check, least = 1): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return problem(path, 'a list is needed');
    if (value.length < least) return problem(path, `at least ${least} is needed`);
    return value.flatMap((one, index) => each(one, [...path, index]));
  };
const pair =
  (each: Check): Check =>
  (value, path) =>
    Array.isArray(value) && value.length === 2 ? value.flatMap((one, index) => each(one, [...path, index])) : problem(path, 'two are needed');

/** Keys ending in "?" may be left out; any other key is an error, so a misspelt rule never passes as an empty one. */
const record =
  (form: Form): Check =>
  (value, path) => {
    if (!isRecord(value)) return problem(path, 'a part with named keys is needed');
    const keys = new Map(Object.entries(form).map(([key, check]) => [key.replace(/\?$/, ''), { check, optional: key.endsWith('?') }]));
    const unknown = Object.keys(value).filter((key) => !keys.has(key) && value[key] !== undefined);
    return [
      ...unknown.flatMap((key) => problem([...path, key], `no such key here: ${key}`)),
      ...[...keys].flatMap(([key, { check, optional }]) => {
        if (value[key] !== undefined) return check(value[key], [...path, key]);
        return optional ? [] : problem(path, `${key} is needed`);
      }),
    ];
  };

/** The first form of which the mark, the key that says what a part is, is there. */
function marked(value: unknown, path: Path, forms: readonly (readonly [string, Check])[], what: string): readonly ShapeProblem[] {
  if (!isRecord(value)) return problem(path, `${what} is needed`);
  const found = forms.find(([mark]) => mark.split('+').every((key) => key in value));
  return found === undefined ? problem(path, `this is no ${what}: ${Object.keys(value).join(', ') || 'nothing is in it'}`) : found[1](value, path);
}

/** Problems in the shape of a rule, each at its own place. */
export const expressionProblems: Check = (value, path) => marked(value, path, expressionForms, 'rule');
export const valueProblems: Check = (value, path) => marked(value, path, valueForms, 'value');

const rule = expressionProblems;
const rules = listOf(rule);
const given = valueProblems;
const cite = { 'cite?': text };
const each = { 'as?': text };
const comparing = (form: Form): Check => record({ fact: text, ...form, ...cite });
const leavesOpen = { 'leaves-open?': listOf(scalar) };
const relating = (operator: string) => [`compare+${operator}`, record({ compare: given, [operator]: given, ...cite })] as const;

const expressionForms: readonly (readonly [string, Check])[] = [
  ['relation', record({ relation: text, of: listOf(given), ...cite })],
  ...['is', 'at-least', 'at-most', 'more-than', 'less-than', 'before', 'after'].map(relating),
  ['fact+is', comparing({ is: scalar, ...leavesOpen })],
  ['fact+is-not', comparing({ 'is-not': scalar, ...leavesOpen })],
  ['fact+in', comparing({ in: listOf(scalar), ...leavesOpen })],
  ['fact+at-least', comparing({ 'at-least': amount })],
  ['fact+at-most', comparing({ 'at-most': amount })],
  ['fact+more-than', comparing({ 'more-than': amount })],
  ['fact+less-than', comparing({ 'less-than': amount })],
  ['fact+before', comparing({ before: dayText })],
  ['fact+after', comparing({ after: dayText })],
  ['fact+younger-than', comparing({ 'younger-than': years })],
  ['fact+aged', comparing({ aged: record({ from: age, to: age }) })],
  ['all', record({ all: rules, ...cite })],
  ['any', record({ any: rules, ...cite })],
  ['none', record({ none: rules, ...cite })],
  ['some', record({ some: text, where: rule, ...each, ...cite })],
  ['every', record({ every: text, where: rule, ...each, ...cite })],
  ['count+at-least', record({ count: text, where: rule, 'at-least': count, ...each, ...cite })],
  ['count+at-most', record({ count: text, where: rule, 'at-most': count, ...each, ...cite })],
  ['at-least+of', record({ 'at-least': positive, of: rules, ...cite })],
  ['unless', record({ unless: rule, holds: rule, ...cite })],
  ['except', record({ holds: rule, except: listOf(record({ when: rule, then: rule, 'priority?': whole })), ...cite })],
  ['when', record({ when: rule, then: rule, ...cite })],
  ['not', record({ not: rule, ...cite })],
  ['presumed', record({ presumed: rule, ...cite })],
  ['surely', record({ surely: rule, ...cite })],
  ['known', record({ known: text, ...cite })],
  ['disagree', record({ disagree: text, ...cite })],
  ['rule', record({ rule: text, ...cite })],
  ['parameter', record({ parameter: text, default: truth, ...cite })],
  ['always', record({ always: holds((value) => value === true, 'always is always true'), ...cite })],
];

const cell: Check = (value, path) =>
  marked(
    value,
    path,
    [
      ['any', record({ any: holds((one) => one === true, 'any is true') })],
      ['is', record({ is: scalar })],
      ['in', record({ in: listOf(scalar) })],
      ...['at-least', 'more-than', 'at-most', 'less-than'].map(
        (mark) => [mark, record({ 'at-least?': limit, 'more-than?': limit, 'at-most?': limit, 'less-than?': limit })] as const,
      ),
    ],
    'cell',
  );
const domain: Check = (value, path) =>
  marked(
    value,
    path,
    [
      ['codes', record({ codes: listOf(scalar) })],
      ['yes-no', record({ 'yes-no': truth })],
      ['whole', record({ whole: record({ from: whole, to: whole }) })],
      ['amounts', record({ amounts: text })],
      ['days', record({ days: truth })],
    ],
    'domain',
  );
const table: Check = (value, path) => {
  const found = record({
    hit: oneOf('unique', 'any', 'first', 'priority', 'add-up', 'largest', 'smallest', 'how-many'),
    inputs: listOf(record({ name: text, of: given, domain })),
    rows: listOf(record({ when: listOf(cell), gives: given, 'priority?': whole, 'cite?': text })),
    'otherwise?': given,
  })(value, path);
  if (found.length > 0 || !isRecord(value)) return found;
  const columns = (value['inputs'] as readonly unknown[]).length;
  return (value['rows'] as readonly { readonly when: readonly unknown[] }[]).flatMap(({ when }, index) =>
    when.length === columns ? [] : problem([...path, 'rows', index, 'when'], `the table has ${columns} columns, this row ${when.length} cells`),
  );
};

const unit = oneOf('days', 'months', 'years');
const through = { 'as?': text, 'where?': rule };
const valueForms: readonly (readonly [string, Check])[] = [
  ['value', record({ value: scalar })],
  ['money', record({ money })],
  ['day', record({ day: oneOf('facts', 'law', 'known') })],
  ['sum', record({ sum: text, of: given, ...through })],
  ['days-covered', record({ 'days-covered': text, from: given, to: given, ...through })],
  ['count', record({ count: text, ...through })],
  ['plus', record({ plus: listOf(given) })],
  ['minus', record({ minus: pair(given) })],
  ['times', record({ times: pair(given) })],
  ['divided', record({ divided: pair(given), round: oneOf('down', 'up', 'nearest') })],
  ['repaid-in-months', record({ 'repaid-in-months': given, rate: given, payment: given })],
  ['smallest', record({ smallest: listOf(given) })],
  ['largest', record({ largest: listOf(given) })],
  ['from', record({ from: given, to: given, in: unit })],
  ['shift', record({ shift: given, by: given, in: unit })],
  ['convert', record({ convert: given, to: text, on: given })],
  ['if', record({ if: rule, then: given, else: given })],
  ['table', record({ table })],
  ['rule', record({ rule: text })],
  ['fact', record({ fact: text })],
];
