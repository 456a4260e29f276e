import type { Verdict } from '@sojourn/kernel';
import { columnAnswers, everybody, type Planes, type Register } from './columns.ts';
import type { Expression } from './expression.ts';
import type { Context } from './facts.ts';

/** Who would be answered differently: from which answer to which, how many, and their rows. */
export type WhatIf = { readonly from: Verdict['is']; readonly to: Verdict['is']; readonly rows: readonly number[] };

const answers = ['yes', 'no', 'unknown', 'not-applicable'] as const;

/** Both rules over the whole register; what both read of a fact is worked out once. */
export function whatIf(before: Expression, after: Expression, register: Register, context: Context = {}): readonly WhatIf[] {
  const kept = new Map<string, Planes>();
  return changed(columnAnswers(before, register, context, kept), columnAnswers(after, register, context, kept), register.size);
}

/** From one set of answers of everybody to another. */
export function changed(old: Planes, now: Planes, size: number): readonly WhatIf[] {
  const found = new Map<string, number[]>();
  const words = Math.ceil(size / 32);
  for (let word = 0; word < words; word += 1) {
    const all = everybody(word, size);
    const same =
      ((old.yes[word] ?? 0) & (now.yes[word] ?? 0)) |
      ((old.no[word] ?? 0) & (now.no[word] ?? 0)) |
      ((old.notApplicable[word] ?? 0) & (now.notApplicable[word] ?? 0)) |
      (open(old, word) & open(now, word));
    for (let rest = all & ~same; rest !== 0; rest &= rest - 1) {
      const bit = 31 - Math.clz32(rest & -rest);
      const key = `${answerAt(old, word, bit)} ${answerAt(now, word, bit)}`;
      const rows = found.get(key) ?? [];
      rows.push(word * 32 + bit);
      found.set(key, rows);
    }
  }
  return answers.flatMap((from) =>
    answers.flatMap((to): readonly WhatIf[] => {
      const rows = found.get(`${from} ${to}`);
      return rows === undefined ? [] : [{ from, to, rows }];
    }),
  );
}

const open = ({ yes, no, notApplicable }: Planes, word: number) => ~((yes[word] ?? 0) | (no[word] ?? 0) | (notApplicable[word] ?? 0));

function answerAt({ yes, no, notApplicable }: Planes, word: number, bit: number): Verdict['is'] {
  if ((((yes[word] ?? 0) >>> bit) & 1) === 1) return 'yes';
  if ((((no[word] ?? 0) >>> bit) & 1) === 1) return 'no';
  return (((notApplicable[word] ?? 0) >>> bit) & 1) === 1 ? 'not-applicable' : 'unknown';
}
