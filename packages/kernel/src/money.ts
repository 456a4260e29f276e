/** An amount in the currency's minor unit (cents for USD, whole yen for JPY), as a safe integer. ISO 4217 code. */
export type Money = { readonly minor: number; readonly currency: string };

/** Throws when the amount is not a safe whole number or the code is not three capital letters. */
export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) throw new Error('Money is a whole number of minor units');
  if (!/^[A-Z]{3}$/.test(currency)) throw new Error('A currency is an ISO 4217 code');
  return { minor, currency };
}

/** Throws when the currencies differ: a rate with a source and a day must convert first. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`Cannot add ${a.currency} to ${b.currency} without a rate`);
  return money(a.minor + b.minor, a.currency);
}

export function timesMoney(unit: Money, quantity: number): Money {
  return money(unit.minor * quantity, unit.currency);
}
