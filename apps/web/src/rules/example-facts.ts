import type { JsonValue } from '@sojourn/kernel';
import {
  type Context,
  type Days,
  type Expression,
  type Facts,
  type FactValue,
  factsUnder,
  type Item,
  listsUnder,
  type Settling,
  type ValueExpression,
  withDerivedFacts,
} from '@sojourn/rules';
import type { FactKinds } from '../api.ts';

export type Entered = Readonly<Record<string, string>>;
/** Words that stand for "no answer"; no code is one of these. */
const noAnswers = { '': 'not-asked', '!declined': 'declined', '!disagree': 'disagree' } as const;

export function fieldsOf(
  rule: Expression | ValueExpression,
  context: Context,
  settling: Settling,
): { readonly facts: readonly string[]; readonly lists: readonly string[] } {
  return { facts: factsUnder(rule, context, settling), lists: listsUnder(rule, context, settling) };
}

export function exampleOf(
  entered: Entered,
  kinds: FactKinds,
  context: Context,
  settling: Settling,
  days: Days,
): { readonly facts: Facts; readonly context: Context } {
  const whole: Context = { ...context, day: days.facts, lawDay: days.law, knownDay: days.known };
  const recorded: Facts = {
    value: (fact): FactValue => {
      const text = entered[fact] ?? '';
      if (text in noAnswers) return { is: noAnswers[text as keyof typeof noAnswers] };
      const value = valueFrom(text, kinds[fact]?.kind ?? 'text');
      return value === undefined ? { is: 'not-known' } : { is: 'value', value };
    },
    collection: (name) => itemsOf(entered[`list ${name}`] ?? ''),
  };
  return { facts: withDerivedFacts(recorded, settling, whole), context: whole };
}

function valueFrom(text: string, kind: string): JsonValue | undefined {
  if (kind === 'yes-no') return text === 'true';
  if (kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : undefined;
  return kind === 'codes' || kind === 'countries' ? text.split(' ') : text;
}

function itemsOf(text: string): readonly Item[] | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return undefined;
  return lines
    .filter((line) => line !== '-')
    .map((line) =>
      Object.fromEntries(
        line.split(/[ ,;]+/).flatMap((part) => {
          const [field, value] = part.split('=');
          return field === undefined || value === undefined ? [] : [[field, value === 'true' ? true : value === 'false' ? false : value]];
        }),
      ),
    );
}
