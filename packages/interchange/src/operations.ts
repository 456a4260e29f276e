import { declareQuery, type Policy } from '@sojourn/operations';
import { z } from 'zod';

/** One row of a file as it would be recorded. Cell texts travel only to the person who sent the file, and are never logged. */
export const previewRowSchema = z.object({
  row: z.number(),
  outcome: z.enum(['new', 'already-here', 'empty', 'unclear']),
  facts: z.array(z.object({ column: z.string(), fact: z.string(), value: z.json() })),
  /** Kept word for word, sealed. */
  sealed: z.array(z.object({ column: z.string(), field: z.string(), subject: z.string() })),
  flags: z.array(z.object({ column: z.string(), kind: z.string(), text: z.string() })),
});
export type PreviewRow = z.output<typeof previewRowSchema>;

export const importFile = z.strictObject({
  format: z.literal('htcds-spreadsheet'),
  /** The file, base64; at most 10 MB. */
  file: z.string().max(14_000_000),
});

const importing = (sealed: 'nothing' | 'gives') =>
  ({ purpose: 'import', about: 'new-case', roles: { caseworker: 'office', supervisor: 'office' }, alsoWhen: [], sealed }) as const satisfies Policy;

export const interchangeQueries = {
  'import.preview': declareQuery({
    name: 'import.preview',
    summary: 'What an HTCDS spreadsheet would record, row by row; nothing is written',
    path: '/api/imports/preview',
    method: 'POST',
    input: importFile,
    output: z.object({ rows: z.array(previewRowSchema), headerFlags: z.array(z.object({ column: z.string(), kind: z.string(), text: z.string() })) }),
    policy: importing('nothing'),
    audit: 'always',
  }),
  'import.commit': declareQuery({
    name: 'import.commit',
    summary: 'Record the rows of an HTCDS spreadsheet as cases; a row that is already here creates nothing',
    path: '/api/imports/commit',
    method: 'POST',
    input: z.strictObject({
      ...importFile.shape,
      deviceId: z.uuid(),
      presentCountry: z.string().regex(/^[A-Z]{3}$/),
      rows: z.array(z.number()).max(10_000).optional(),
    }),
    output: z.object({
      created: z.array(z.object({ row: z.number(), caseId: z.string(), caseCode: z.string() })),
      alreadyHere: z.array(z.number()),
      skipped: z.array(z.number()),
    }),
    policy: importing('gives'),
    audit: 'always',
    long: true,
  }),
} as const;
