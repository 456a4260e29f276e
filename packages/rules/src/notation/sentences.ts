import type { Expression, Scalar, ValueExpression } from '../expression.ts';
import { type Block, blockOf, type Part, valueBlock } from './block.ts';
import { phrases, type RuleLanguage, type Saying } from './phrases.ts';
import { NotARule, ruleOf, valueFrom } from './unblock.ts';

/** What facts and their values are called in one language. Whatever has no name of its own, or shares it with another, stands under its id. */
export type Lexicon = {
  readonly language: RuleLanguage;
  readonly facts: Readonly<Record<string, string>>;
  /** Names of a fact's values, by value. */
  readonly values: (fact: string) => Readonly<Record<string, string>>;
  readonly yes: string;
  readonly no: string;
};

export type SentenceProblem = {
  readonly line: number;
  readonly column: number;
  readonly kind: 'not-a-sentence' | 'no-such-fact' | 'no-such-value' | 'nothing-below' | 'too-deep' | 'nothing-here' | 'wrong-part';
  readonly text: string;
};
export type Sentences<Rule = Expression> = { readonly ok: true; readonly rule: Rule } | { readonly ok: false; readonly problems: readonly SentenceProblem[] };

/** One line a sentence, what belongs to it two spaces further in. Read back by `readSentences` it is the same rule, in every language. */
export function writeSentences(rule: Expression, lexicon: Lexicon): string {
  return lines(blockOf(rule), lexicon, 0).join('\n');
}

/** The same of a rule that computes a value. */
export function writeValue(value: ValueExpression, lexicon: Lexicon): string {
  return lines(valueBlock(value), lexicon, 0).join('\n');
}

/** The same as a tree of lines, for a screen. */
export type Line = { readonly text: string; readonly says: Saying; readonly below: readonly Line[] };
export const linesOf = (rule: Expression, lexicon: Lexicon): Line => lineOf(blockOf(rule), lexicon);
export const linesOfValue = (value: ValueExpression, lexicon: Lexicon): Line => lineOf(valueBlock(value), lexicon);
const lineOf = (block: Block, lexicon: Lexicon): Line => ({
  text: sentence(block, lexicon),
  says: block.says as Saying,
  below: block.below.map((one) => lineOf(one, lexicon)),
});

function lines(block: Block, lexicon: Lexicon, depth: number): readonly string[] {
  return [`${'  '.repeat(depth)}- ${sentence(block, lexicon)}`, ...block.below.flatMap((one) => lines(one, lexicon, depth + 1))];
}

function sentence({ says, parts, cite }: Block, lexicon: Lexicon): string {
  const phrase = phrases[lexicon.language][says as Saying];
  const text = phrase.replace(/\{(\d)\}/g, (_, n: string) => partText(parts[Number(n) - 1], lexicon));
  return cite === undefined ? text : `${text} {${cite}}`;
}

function partText(part: Part | undefined, lexicon: Lexicon): string {
  if (part === undefined) return '';
  if (part.is === 'word') return part.word;
  if (part.is === 'fact') return unique(lexicon.facts, part.fact);
  return part.values.map((value) => valueText(value, part.fact ?? '', lexicon)).join('; ');
}

/** A name that two things share would be read back as the wrong one. */
function unique(names: Readonly<Record<string, string>>, id: string): string {
  const name = names[id];
  const shared = name === undefined || /[;:]/.test(name) || name in names || Object.entries(names).some(([other, its]) => other !== id && its === name);
  return shared ? id : name;
}

function valueText(value: Scalar, fact: string, lexicon: Lexicon): string {
  if (typeof value === 'boolean') return value ? lexicon.yes : lexicon.no;
  if (typeof value === 'number') return String(value);
  const name = unique(lexicon.values(fact), value);
  return /^-?\d+(\.\d+)?$/.test(name) || name === lexicon.yes || name === lexicon.no ? `"${value}"` : name;
}

/** Every problem with its line and column, counted from one. */
export const readSentences = (text: string, lexicon: Lexicon): Sentences => readBlocks(text, lexicon, ruleOf);
export const readValue = (text: string, lexicon: Lexicon): Sentences<ValueExpression> => readBlocks(text, lexicon, valueFrom);

function readBlocks<Rule>(text: string, lexicon: Lexicon, make: (block: Block) => Rule): Sentences<Rule> {
  const problems: SentenceProblem[] = [];
  const root: Open[] = [];
  const path: Open[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    if (raw.trim() === '') continue;
    const match = /^( *)- (.*)$/.exec(raw);
    const at = { line: index + 1, column: (match?.[1]?.length ?? 0) + 3 };
    const depth = (match?.[1]?.length ?? 0) / 2;
    if (match === null) problems.push({ ...at, column: 1, kind: 'not-a-sentence', text: raw.trim() });
    else if (!Number.isInteger(depth) || depth > path.length || (depth === 0 && root.length > 0))
      problems.push({ ...at, column: 1, kind: 'too-deep', text: raw.trim() });
    else {
      const read = readLine((match[2] ?? '').trimEnd(), lexicon);
      if ('kind' in read) problems.push({ line: at.line, column: at.column + read.offset, kind: read.kind, text: read.text });
      const open: Open = { ...('kind' in read ? { says: 'always', parts: [] } : read), below: [], ...at };
      path.splice(depth);
      (path.at(-1)?.below ?? root).push(open);
      path.push(open);
    }
  }
  const [only] = root;
  if (only === undefined) return { ok: false, problems: problems.length > 0 ? problems : [{ line: 1, column: 1, kind: 'nothing-here', text: '' }] };
  if (problems.length > 0) return { ok: false, problems };
  try {
    return { ok: true, rule: make(only) };
  } catch (problem) {
    if (!(problem instanceof NotARule)) throw problem;
    const { line, column } = problem.block as Open;
    return { ok: false, problems: [{ line, column, kind: problem.message === 'nothing-below' ? 'nothing-below' : 'wrong-part', text: problem.message }] };
  }
}

type Open = {
  readonly says: string;
  readonly parts: readonly Part[];
  readonly cite?: string | undefined;
  readonly below: Open[];
  readonly line: number;
  readonly column: number;
};
type Wrong = { readonly kind: SentenceProblem['kind']; readonly offset: number; readonly text: string };

function readLine(line: string, lexicon: Lexicon): { readonly says: string; readonly parts: readonly Part[]; readonly cite?: string } | Wrong {
  const cited = /^(.*) \{([^{}]*)\}$/.exec(line);
  const says = bySpecific(lexicon.language);
  let nearest: Wrong = { kind: 'not-a-sentence', offset: 0, text: line };
  for (const [text, cite] of cited === null ? [[line, undefined] as const] : [[line, undefined] as const, [cited[1] ?? '', cited[2]] as const]) {
    for (const { saying, pattern, kinds } of says) {
      const match = pattern.exec(text);
      if (match === null) continue;
      const parts = readParts(match.slice(1), kinds, lexicon, text);
      if ('kind' in parts) {
        if (nearest.kind === 'not-a-sentence') nearest = parts;
        continue;
      }
      return { says: saying, parts: parts.parts, ...(cite === undefined ? {} : { cite }) };
    }
  }
  return nearest;
}

function readParts(
  texts: readonly string[],
  kinds: readonly ('fact' | 'values' | 'word')[],
  lexicon: Lexicon,
  line: string,
): { readonly parts: readonly Part[] } | Wrong {
  const parts: Part[] = [];
  let fact = '';
  for (const [at, text] of texts.entries()) {
    const offset = Math.max(line.indexOf(text), 0);
    if (kinds[at] === 'word') parts.push({ is: 'word', word: text });
    else if (kinds[at] === 'fact') {
      const id = idOf(lexicon.facts, text);
      if (id === undefined) return { kind: 'no-such-fact', offset, text };
      fact = id;
      parts.push({ is: 'fact', fact });
    } else {
      const names = lexicon.values(fact);
      const values = text.split('; ').map((one) => readScalar(one, names, lexicon));
      const wrong = values.indexOf(undefined);
      if (wrong >= 0) return { kind: 'no-such-value', offset, text: text.split('; ')[wrong] ?? text };
      parts.push({ is: 'values', fact, values: values as readonly Scalar[] });
    }
  }
  return { parts };
}

/** An id stands for itself; facts of items are not in the lexicon and always do. */
function idOf(names: Readonly<Record<string, string>>, text: string): string | undefined {
  if (text in names) return text;
  const found = Object.entries(names).filter(([, name]) => name === text);
  if (found.length === 1) return found[0]?.[0];
  return found.length === 0 && /^[a-z][\w-]*(\.[\w-]+)+$/.test(text) && !Object.keys(names).some((id) => id.split('.')[0] === text.split('.')[0])
    ? text
    : undefined;
}

function readScalar(text: string, names: Readonly<Record<string, string>>, lexicon: Lexicon): Scalar | undefined {
  if (text === lexicon.yes) return true;
  if (text === lexicon.no) return false;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const quoted = /^"(.*)"$/.exec(text);
  if (quoted !== null) return quoted[1];
  if (text in names) return text;
  const found = Object.entries(names).filter(([, name]) => name === text);
  if (found.length === 1) return found[0]?.[0];
  return Object.keys(names).length === 0 ? text : undefined;
}

type Pattern = { readonly saying: string; readonly pattern: RegExp; readonly kinds: readonly ('fact' | 'values' | 'word')[]; readonly weight: number };
const made = new Map<RuleLanguage, readonly Pattern[]>();

/** The most telling phrase first: "is one of" before "is". */
function bySpecific(language: RuleLanguage): readonly Pattern[] {
  const known = made.get(language);
  if (known !== undefined) return known;
  const patterns = Object.entries(phrases[language]).map(([saying, phrase]): Pattern => {
    const pieces = phrase.split(/\{\d\}/);
    const pattern = new RegExp(`^${pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+?)')}$`, 'u');
    return { saying, pattern, kinds: kindsOf(saying), weight: pieces.join('').length };
  });
  const sorted = patterns.toSorted((a, b) => b.weight - a.weight);
  made.set(language, sorted);
  return sorted;
}

function kindsOf(saying: string): readonly ('fact' | 'values' | 'word')[] {
  if (['is', 'is-not', 'in'].includes(saying)) return ['fact', 'values'];
  if (saying.endsWith('-open')) return ['fact', 'values', 'values'];
  if (['known', 'disagree', 'value-fact', 'aged', 'at-least', 'at-most', 'more-than', 'less-than', 'before', 'after', 'younger-than'].includes(saying))
    return ['fact', 'word', 'word'];
  return ['word', 'word', 'word'];
}
