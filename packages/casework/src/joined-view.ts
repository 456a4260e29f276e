import { z } from 'zod';
import { joinGrounds, partGrounds } from './codes.ts';
import { answer } from './payloads.ts';
import { caseRowSchema, caseViewSchema, historyLineSchema } from './view.ts';

const by = { author: z.string(), on: z.string() };

/** Another record of the same person as a colleague sees it who may see both. */
export const joinedRecordSchema = z.object({
  caseId: z.string(),
  caseCode: z.string(),
  personId: z.string(),
  stage: caseRowSchema.shape.stage,
  sequence: z.number(),
  holds: z.number(),
  /** Recipients who were asked to destroy what was shared from there, and have not answered. */
  recalls: z.number(),
  sealed: caseViewSchema.shape.sealed,
  history: z.array(historyLineSchema),
});
export type JoinedRecord = z.output<typeof joinedRecordSchema>;

/** One join of this record with another, standing or undone. */
export const linkSchema = z.object({
  joinId: z.string(),
  otherCaseId: z.string(),
  /** Absent where the other record is not this colleague's to see. */
  otherCode: z.string().optional(),
  part: z.enum(['kept', 'joined']),
  ground: z.enum(joinGrounds),
  joined: z.object(by),
  mayConfirm: z.boolean(),
  confirmed: z.object(by).optional(),
  parted: z.object({ ...by, ground: z.enum(partGrounds) }).optional(),
  /** After parting: facts that were written in the other record meanwhile. Whose they are a person must say. */
  writtenThere: z.array(z.object({ entryId: z.string(), fact: z.string(), source: z.string(), answer })),
});
export type LinkView = z.output<typeof linkSchema>;
