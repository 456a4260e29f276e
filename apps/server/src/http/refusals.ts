import type { Refusal } from '@sojourn/kernel';
import type { FastifyReply } from 'fastify';

const statusOf: Readonly<Record<string, number>> = {
  'not-signed-in': 401,
  'wrong-username-or-password': 401,
  'not-allowed': 403,
  'another-person-must-decide': 403,
  'another-person-must-approve': 403,
  'another-person-must-pay': 403,
  'no-such-case': 404,
  'no-such-address': 404,
  'input-not-understood': 400,
  'text-too-long': 400,
  'text-needed': 400,
  'same-act-other-content': 409,
  'file-too-large': 413,
  'header-missing': 403,
  'too-many-attempts': 429,
  'cannot-save-now': 503,
  'no-room-to-save': 507,
};

/** application/problem+json (RFC 9457): a kind that texts turn into a sentence, and the facts a person needs. Never a name. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const status = statusOf[refusal.kind] ?? 422;
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', status, ...refusal });
}
