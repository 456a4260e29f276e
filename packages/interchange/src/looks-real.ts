/** Why a row looks as if it were about somebody who exists. */
type LooksReal = 'e-mail' | 'phone' | 'document';

// Places that are nobody's (RFC 2606, RFC 6761).
const nobodysPlace = /(^|\.)(example(\.(com|org|net))?|test|invalid|localhost)$/i;
const eMail = /[\p{L}\p{N}._%+-]+@([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|localhost)/gu;
const phone = /(?:\+|(?<![\w-])00)[\d\s().-]{7,20}\d/g;
const paper = /\b[A-Z]{1,3}\d{6,9}\b/g;

/** Numbers that nobody has: a run of zeros, 555-01…, 7700 900…, or digits counted up. */
const invented = (digits: string) => /0{4}|55501\d\d|7700900|12345|98765|(\d)\1{4}/.test(digits);

/**
 * For a demonstration, whose password is public and whose key lies open: does this row hold what leads to a person who exists? It errs
 * towards refusing. It cannot know names: an invented one and a real one look alike.
 */
export function looksReal(cells: readonly string[]): LooksReal | undefined {
  for (const cell of cells) {
    for (const [, place = ''] of cell.matchAll(eMail)) if (!nobodysPlace.test(place)) return 'e-mail';
    for (const [number] of cell.matchAll(phone)) if (!invented(number.replace(/\D/g, ''))) return 'phone';
    for (const [number] of cell.matchAll(paper)) if (!invented(number.replace(/\D/g, ''))) return 'document';
  }
  return undefined;
}

/** The first row that looks real, by its number in the sheet. */
export function firstThatLooksReal(
  rows: readonly { readonly row: number; readonly rowText: string }[],
): { readonly row: number; readonly why: LooksReal } | undefined {
  for (const { row, rowText } of rows) {
    const why = looksReal([rowText]);
    if (why !== undefined) return { row, why };
  }
  return undefined;
}
