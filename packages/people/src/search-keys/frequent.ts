/**
 * Skeletons that many people share, and among how many keys of its own each is spread, so that no bucket of a stolen table
 * stands out as “the Mohammeds”. Some three for each hundredth of the people who bear such a word; the shares are rounded
 * guesses over countries of origin, and a wrong one costs evenness only. Short skeletons are many names at once. Another
 * number here is another `searchVersion`.
 */
const many: Readonly<Record<string, number>> = {
  ...{
    MHMT: 24,
    HMT: 16,
    L: 16,
    HSN: 16,
    FTM: 10,
    MR: 10,
    PRHM: 8,
    SF: 8,
    MRM: 6,
    HLT: 6,
    KLT: 6,
    MSTF: 6,
    SML: 6,
    SN: 8,
    PTL: 6,
    MN: 6,
    MHMTN: 4,
    HTJ: 4,
    KTJ: 4,
  },
  ...{
    TSF: 8,
    PP: 8,
    HL: 8,
    TTS: 6,
    PKL: 6,
    KRM: 6,
    JRM: 6,
    KPT: 5,
    LM: 5,
    HNS: 5,
    PRHN: 4,
    MLKT: 4,
    SLMN: 4,
    SLM: 5,
    SMN: 5,
    TMN: 5,
    TFT: 4,
    TT: 6,
    SHR: 4,
    SNP: 4,
    SMR: 4,
  },
};
const byLength = [8, 8, 4, 2];

export const spreadOver = (skeleton: string): number => Math.max(many[skeleton] ?? 1, byLength[[...skeleton].length] ?? 1);
