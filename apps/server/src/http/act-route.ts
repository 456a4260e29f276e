import { instant, isApproximateDate, isUuid } from '@sojourn/kernel';
import { type ActRequest, type AnyAct, isNever } from '@sojourn/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { logRefusal } from '../access-lines.ts';
import type { Desk } from '../desk.ts';
import { performAct } from '../perform-act.ts';
import { admit } from './principal.ts';
import { sendRefusal } from './refusals.ts';

const uuid = z.string().refine(isUuid);
// What a column of the database holds; an instant is what a Date can say.
const LARGEST_INTEGER = 2_147_483_647;
const LATEST_INSTANT = 8_640_000_000_000_000;
const envelope = z.strictObject({
  actId: uuid,
  caseId: uuid,
  deviceId: uuid,
  deviceSequence: z.number().int().min(1).max(LARGEST_INTEGER),
  deviceLink: z
    .string()
    .regex(/^([0-9a-f]{64})?$/)
    .optional(),
  basis: z.number().int().min(0).max(LARGEST_INTEGER),
  recordedAt: z.number().int().min(0).max(LATEST_INSTANT),
  occurredOn: z.string().max(40).refine(isApproximateDate).optional(),
  also: z
    .array(z.strictObject({ caseId: uuid, basis: z.number().int().min(0).max(LARGEST_INTEGER) }))
    .max(5)
    .optional(),
  input: z.unknown(),
  sealed: z
    .array(z.strictObject({ field: z.string().max(40), subjectId: uuid, text: z.string().max(60_000) }))
    .max(40)
    .optional(),
});

/** The route of one act, all of it from the declaration. */
export function actRoute(app: FastifyInstance, desk: Desk, act: AnyAct): void {
  app.post(`/api/acts/${act.name}`, { config: { forTokens: true } }, async (request, reply) => {
    const admitted = await admit(desk, request, act);
    if (!admitted.ok) return sendRefusal(reply, admitted.refusal);
    const { account, actor } = admitted.value;
    const missing = isNever(act.policy, actor) ?? admitted.value.missing;
    if (missing !== undefined) {
      await logRefusal(desk, account, { name: act.name, purpose: act.policy.purpose }, missing.kind);
      return sendRefusal(reply, missing);
    }
    const body = envelope.safeParse(request.body);
    if (!body.success) {
      await logRefusal(desk, account, { name: act.name, purpose: act.policy.purpose }, 'input-not-understood');
      return sendRefusal(reply, { kind: 'input-not-understood', where: body.error.issues.map((issue) => issue.path.join('.')) });
    }
    const clock = Number(request.headers['x-sojourn-clock']);
    const deviceClock = Number.isSafeInteger(clock) && clock > 0 && clock <= LATEST_INSTANT ? instant(clock) : undefined;
    const result = await performAct(desk, actor, act, body.data as unknown as ActRequest, deviceClock);
    return result.ok ? result.value : sendRefusal(reply, result.refusal);
  });
}
