import { type Held, isQuantity, measured, NONE, number, OPEN, type Quantity, quantity } from './held.ts';

/** Ranges are carried through: the smallest and the largest that the parts allow. Whatever cannot be computed is not known. */
export function plus(a: Held, b: Held): Held {
  const both = alike(a, b);
  if (both === undefined || both[0].kind === 'day') return OPEN;
  const [one, other] = both;
  return quantity(one.kind, one.least + other.least, one.most + other.most, one.currency);
}

export function minus(a: Held, b: Held): Held {
  const both = alike(a, b);
  if (both === undefined || both[0].kind === 'day') return OPEN;
  const [one, other] = both;
  return quantity(one.kind, one.least - other.most, one.most - other.least, one.currency);
}

/** Money by a number, or a number by a number. Money is rounded to its minor unit, halves away from nought. */
export function times(a: Held, b: Held): Held {
  const [one, other] = [measured(a), measured(b)];
  if (!isQuantity(one) || !isQuantity(other) || one.kind === 'day' || other.kind === 'day') return OPEN;
  if (one.kind === 'money' && other.kind === 'money') return OPEN;
  const money = one.kind === 'money' ? one : other.kind === 'money' ? other : undefined;
  const ends = [one.least * other.least, one.least * other.most, one.most * other.least, one.most * other.most];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  return money === undefined ? number(least, most) : quantity('money', halfUp(least), halfUp(most), money.currency);
}

/** By nought it is not known, also when nought is only one of the values it may have. */
export function divided(a: Held, b: Held, round: 'down' | 'up' | 'nearest'): Held {
  const [one, other] = [measured(a), measured(b)];
  if (!isQuantity(one) || !isQuantity(other) || one.kind === 'day' || other.kind === 'day') return OPEN;
  if ((other.kind === 'money' && (one.kind !== 'money' || one.currency !== other.currency)) || (other.least <= 0 && other.most >= 0)) return OPEN;
  const ends = [one.least / other.least, one.least / other.most, one.most / other.least, one.most / other.most].map(rounding[round]);
  const kind = one.kind === 'money' && other.kind === 'number' ? 'money' : 'number';
  return quantity(kind, Math.min(...ends), Math.max(...ends), kind === 'money' ? one.currency : '');
}

export function extreme(values: readonly Held[], which: 'smallest' | 'largest'): Held {
  const [first, ...rest] = values.map(measured);
  if (first === undefined) return OPEN;
  const pick = which === 'smallest' ? Math.min : Math.max;
  return rest.reduce(
    (one: Held, other: Held) => {
      const both = alike(one, other);
      return both === undefined ? OPEN : quantity(both[0].kind, pick(both[0].least, both[1].least), pick(both[0].most, both[1].most), both[0].currency);
    },
    isQuantity(first) ? first : OPEN,
  );
}

/** How many days several periods cover together, each from its first to its last day, both included. */
export function covered(periods: readonly { readonly from: Held; readonly to: Held }[]): Held {
  const known = periods.map(({ from, to }) => [measured(from), measured(to)] as const);
  const sure: (readonly [number, number])[] = [];
  const possible: (readonly [number, number])[] = [];
  for (const [from, to] of known) {
    if (from.kind !== 'day' || to.kind !== 'day') return OPEN;
    if (from.most <= to.least) sure.push([from.most, to.least]);
    if (from.least <= to.most) possible.push([from.least, to.most]);
  }
  return number(length(sure), length(possible));
}

function length(periods: readonly (readonly [number, number])[]): number {
  let [total, reached] = [0, Number.NEGATIVE_INFINITY];
  for (const [from, to] of [...periods].sort((a, b) => a[0] - b[0])) {
    const first = Math.max(from, reached + 1);
    if (to < first) continue;
    total += to - first + 1;
    reached = to;
  }
  return total;
}

const halfUp = (value: number) => Math.sign(value) * Math.round(Math.abs(value));
const rounding = { down: Math.floor, up: Math.ceil, nearest: halfUp } as const;

function alike(a: Held, b: Held): readonly [Quantity, Quantity] | undefined {
  const [one, other] = [measured(a), measured(b)];
  return isQuantity(one) && isQuantity(other) && one.kind === other.kind && one.currency === other.currency ? [one, other] : undefined;
}

/**
 * Months until a debt is repaid: n = −ln(1 − rP ÷ A) ÷ ln(1 + r). When the payment does no more than pay the interest it never is, and a
 * number of months does not apply.
 */
export function repaid(debt: Held, rate: Held, payment: Held): Held {
  const both = alike(debt, payment);
  const monthly = measured(rate);
  if (both === undefined || !isQuantity(monthly) || monthly.kind !== 'number' || monthly.least < 0) return OPEN;
  const [owed, paid] = both;
  const [soonest, latest] = [months(owed.least, monthly.least, paid.most), months(owed.most, monthly.most, paid.least)];
  if (soonest === undefined) return NONE;
  return latest === undefined ? OPEN : number(soonest, latest);
}

function months(debt: number, rate: number, payment: number): number | undefined {
  if (debt <= 0) return 0;
  if (payment <= 0 || payment <= debt * rate) return undefined;
  return rate === 0 ? debt / payment : -Math.log(1 - (rate * debt) / payment) / Math.log(1 + rate);
}
