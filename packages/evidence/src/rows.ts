/** Of one case, what may be counted: codes and days, nothing that says whose it is. Days as YYYY-MM-DD. */
export type EvidenceRow = {
  readonly sex: string;
  readonly ageBand: AgeBand;
  /** One code; `several` where there is more than one, `not-known` where there is none. */
  readonly citizenship: string;
  readonly identifiedIn: string;
  /** Of exploitation; `several`, `not-known`. */
  readonly form: string;
  /** The last conclusion that the person was trafficked, or is presumed so. */
  readonly identifiedOn?: string;
  readonly applications: readonly {
    readonly askedOn: string;
    /** Its first decision that was not a question. */
    readonly decided?: { readonly on: string; readonly approved: boolean; readonly reasons: readonly string[] };
    /** Whole hours, from the moments the server received them. */
    readonly hoursToDecision?: number;
    readonly hoursToService?: number;
  }[];
  readonly services: readonly { readonly service: string; readonly on: string }[];
  readonly consentComplete: boolean;
  readonly paid: readonly { readonly currency: string; readonly minor: number; readonly on: string }[];
  /** Those that were decided. */
  readonly appeals: readonly { readonly decidedOn: string; readonly reversed: boolean }[];
};

type AgeBand = '0-11' | '12-17' | '18-24' | '25-39' | '40-59' | '60-' | 'not-known';

/** Of an age as far as it is known: one band only where the whole span lies in it. */
export function ageBandOf(age: { readonly least: number; readonly most: number } | undefined): AgeBand {
  if (age === undefined) return 'not-known';
  const band = (years: number): AgeBand =>
    years < 12 ? '0-11' : years < 18 ? '12-17' : years < 25 ? '18-24' : years < 40 ? '25-39' : years < 60 ? '40-59' : '60-';
  return band(age.least) === band(age.most) ? band(age.least) : 'not-known';
}

export const oneCode = (codes: readonly string[]): string => (codes.length > 1 ? 'several' : (codes[0] ?? 'not-known'));
