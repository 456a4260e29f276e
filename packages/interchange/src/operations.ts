import { weighedSchema } from '@sojourn/matching';
import { declareQuery, type Policy } from '@sojourn/operations';
import { z } from 'zod';
import { lettersCodes } from './letters.ts';
import { lawfulBases } from './sender.ts';

export { type Letters, lettersCodes } from './letters.ts';
export { type LawfulBasis, lawfulBases } from './sender.ts';

const flag = z.object({ column: z.string(), kind: z.string(), text: z.string() });

/** One row of a file as it would be recorded. Cell texts travel only to the person who sent the file, and are never logged. */
export const previewRowSchema = z.object({
  row: z.number(),
  /** `changed-since`: the submission is here, with other content: nothing is created, a person looks at the case. */
  outcome: z.enum(['new', 'already-here', 'changed-since', 'empty', 'unclear']),
  facts: z.array(z.object({ column: z.string(), fact: z.string(), value: z.json() })),
  /** Kept word for word, sealed. */
  sealed: z.array(z.object({ column: z.string(), field: z.string(), subject: z.string() })),
  flags: z.array(flag),
  /** Who else this may be: a case that is here, or another row of the file. Nothing is merged; a person decides. */
  mayBe: z.array(weighedSchema.extend({ caseId: z.string().optional(), caseCode: z.string().optional(), row: z.number().optional() })),
});
export type PreviewRow = z.output<typeof previewRowSchema>;

export const importFile = z.strictObject({
  format: z.literal('htcds'),
  /** The file, base64; at most 10 MB: .xlsx, .xlsm, separated values or JSON, told apart by its bytes. */
  file: z.string().max(14_000_000),
  /** How a text file writes its letters, where not as UTF-8. */
  letters: z.enum(lettersCodes).default('utf-8'),
});

/** Who handed these people's data over, under what. Sealed; shown with every case that came of it. */
export const senderInput = {
  /** The organisation that sent the file. */
  sender: z.string().trim().min(1).max(300),
  /** Under which agreement in writing: its name, number or date. */
  agreement: z.string().trim().min(1).max(1_000),
  lawfulBasis: z.enum(lawfulBases),
};

const importing = (sealed: 'gives' | 'reads') =>
  ({ purpose: 'import', about: 'new-case', roles: { caseworker: 'office', supervisor: 'office' }, alsoWhen: [], sealed }) as const satisfies Policy;

export const interchangeQueries = {
  'import.preview': declareQuery({
    name: 'import.preview',
    summary: 'What a file in the HTCDS format would record, row by row; nothing is written',
    path: '/api/imports/preview',
    method: 'POST',
    input: z.strictObject({
      ...importFile.shape,
      from: z.number().int().min(0).max(20_000).default(0),
      atMost: z.number().int().min(1).max(200).default(100),
    }),
    output: z.object({
      /** Of the filled rows, these from `from` on. */
      rows: z.array(previewRowSchema),
      counts: z.object({ all: z.number(), new: z.number(), unclear: z.number(), 'already-here': z.number(), 'changed-since': z.number() }),
      headerFlags: z.array(flag),
      /** Rows with bytes that are no letters: perhaps the file writes its letters otherwise. */
      oddRows: z.number(),
    }),
    policy: importing('reads'),
    audit: 'always',
  }),
  'import.commit': declareQuery({
    name: 'import.commit',
    summary: 'Record the rows of a file as cases, with who sent it and under what; a row that is already here creates nothing',
    path: '/api/imports/commit',
    method: 'POST',
    input: z.strictObject({
      ...importFile.shape,
      ...senderInput,
      deviceId: z.uuid(),
      presentCountry: z.string().regex(/^[A-Z]{3}$/),
      rows: z.array(z.number()).max(20_000).optional(),
      /** Rows that a person left out after looking at them. */
      leaveOut: z.array(z.number()).max(20_000).default([]),
    }),
    output: z.object({
      created: z.array(z.object({ row: z.number(), caseId: z.string(), caseCode: z.string() })),
      alreadyHere: z.array(z.number()),
      changedSince: z.array(z.number()),
      skipped: z.array(z.number()),
      /** Rows that could not be recorded, each with why; the others were. */
      refused: z.array(z.object({ row: z.number(), kind: z.string() })),
    }),
    policy: importing('gives'),
    audit: 'always',
    long: true,
  }),
  'import.source': declareQuery({
    name: 'import.source',
    summary: 'Of a case that came of a file: who sent it, under which agreement, on what lawful basis, and who recorded it',
    path: '/api/cases/:caseId/source',
    method: 'GET',
    input: z.strictObject({ caseId: z.uuid() }),
    output: z.object({
      /** Absent where the case was opened by hand. */
      source: z.object({ sender: z.string(), agreement: z.string(), lawfulBasis: z.enum(lawfulBases), on: z.string(), by: z.string() }).optional(),
    }),
    policy: { purpose: 'assistance', about: 'case', roles: { caseworker: 'office', supervisor: 'office' }, alsoWhen: ['closed', 'erased'], sealed: 'nothing' },
    audit: 'always',
  }),
} as const;
