import { isUuid } from '@sojourn/kernel';
import { z } from 'zod';

/** Of what someone complains. Sexual exploitation and abuse are named first: nobody should have to look for them. */
export const complaintCategories = [
  'sexual-exploitation-or-abuse',
  'violence',
  'demand-for-money-or-favours',
  'discrimination',
  'breach-of-confidence',
  'refused-help',
  'treatment',
  'other',
] as const;

/** Our own defaults; a programme's own rules go before. */
export const complaintStages = ['received', 'acknowledged', 'assessing', 'referred', 'closed'] as const;
export type ComplaintStage = (typeof complaintStages)[number];

export const complaintOutcomes = ['upheld', 'upheld-in-part', 'not-upheld', 'not-enough-known', 'taken-back', 'handled-outside'] as const;

const next: Readonly<Record<ComplaintStage, readonly ComplaintStage[]>> = {
  received: ['acknowledged'],
  acknowledged: ['assessing', 'referred', 'closed'],
  assessing: ['referred', 'closed'],
  referred: ['assessing', 'closed'],
  // What is learned later opens it again.
  closed: ['assessing'],
};
export const mayFollow = (from: ComplaintStage, to: ComplaintStage): boolean => next[from].includes(to);

const DAY = 86_400_000;
const days: Readonly<Record<ComplaintStage, number | undefined>> = { received: 2, acknowledged: 7, assessing: 90, referred: 90, closed: undefined };

/** By when the stage it is in is to be left: acknowledged within two days, taken up within seven, answered within ninety of its receipt. */
export function dueAt(stage: ComplaintStage, receivedAt: number): number | undefined {
  const within = days[stage];
  return within === undefined ? undefined : receivedAt + within * DAY;
}

const id = z.string().refine(isUuid, 'not-an-id');

/** All of it is sealed under a key of the complaint's own. */
export const complaintContent = z.strictObject({
  category: z.enum(complaintCategories),
  /** Staff whom it is about, as far as they are known. */
  named: z.array(id).max(20),
  caseId: id.optional(),
  words: z.string().max(20_000),
  /** Absent where they did not want to say who they are: then it is written nowhere. */
  from: id.optional(),
  /** Said through the door for anyone, where no colleague is chosen from a list: about whom, working where, and whether they may be reached. */
  atTheDoor: z.strictObject({ whom: z.string().max(1_000), officeId: id.optional(), reach: z.string().max(1_000), language: z.string().max(8) }).optional(),
});
export type Complaint = z.output<typeof complaintContent>;

/** What someone without an account sends: every part but the words may be left empty. */
export const saidAtTheDoor = z.object({
  category: z.enum(complaintCategories).catch('other'),
  words: z.string().trim().min(1).max(20_000),
  whom: z.string().trim().max(1_000).default(''),
  officeId: id.optional().catch(undefined),
  reach: z.string().trim().max(1_000).default(''),
});
export type SaidAtTheDoor = z.output<typeof saidAtTheDoor>;

/** Through the door, in an hour, from one address: many people share the network of a camp or a phone company. */
export const complaintsPerHour = 20;
export const looksPerHour = 60;
/** Through the door in an hour, from all addresses together, before it goes slower: far more than people write. */
export const pacePerHour = 60;

/** How long what comes beyond that pace waits for its answer, in milliseconds. It is taken all the same: a limit for all would let one shut the door for everybody. */
export const waitBeyondPace = (sentThisHour: number): number => Math.min(10_000, Math.max(0, sentThisHour - pacePerHour) * 50);

/** Where the way out leads: an address on the public network that says nothing of us. */
export const leaveToSchema = z
  .url({ protocol: /^https$/ })
  .max(300)
  .refine((text) => !text.includes('@'), 'not-an-address');
