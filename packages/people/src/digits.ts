const decimal = /^\p{Nd}$/u;

/** Decimal digits of any script as 0–9: ١٩٩١, ۱۳۷۰, ১৯৯১. Everything else stays as it is. */
export function withWesternDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitOf(digit.codePointAt(0) ?? 0)));
}

// Unicode keeps every script's ten digits in a row of their own, from zero.
function digitOf(codePoint: number): number {
  let first = codePoint;
  while (decimal.test(String.fromCodePoint(first - 1))) first -= 1;
  return (codePoint - first) % 10;
}
