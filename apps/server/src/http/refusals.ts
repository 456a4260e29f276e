import type { Refusal } from '@sojourn/kernel';
import { ar, en, es, fr } from '@sojourn/web/words';
import type { FastifyReply } from 'fastify';

const statusOf: Readonly<Record<string, number>> = {
  'not-signed-in': 401,
  'wrong-username-or-password': 401,
  'wrong-code': 401,
  'passkey-not-accepted': 401,
  'second-factor-needed': 403,
  'second-factor-not-set-up': 403,
  'identity-rights-lapsed': 403,
  'not-allowed': 403,
  'another-person-must-decide': 403,
  'another-person-must-approve': 403,
  'another-person-must-pay': 403,
  firewall: 403,
  'firewall-linked-to-case': 403,
  'another-person-must-confirm': 403,
  'a-supervisor-must-confirm': 403,
  'another-person-must-publish': 403,
  'no-such-case': 404,
  'no-such-complaint': 404,
  'another-person-must-review': 403,
  'no-such-rule': 404,
  'no-such-draft': 404,
  'nothing-known-then': 404,
  'no-such-share': 404,
  'no-such-address': 404,
  'not-in-the-catalogue': 404,
  'law-changed-meanwhile': 409,
  'looked-at-it-already': 409,
  'law-remark-names-somebody': 422,
  'nothing-to-answer': 422,
  'input-not-understood': 400,
  'text-too-long': 400,
  'text-needed': 400,
  'same-act-other-content': 409,
  'file-too-large': 413,
  'header-missing': 403,
  'too-many-attempts': 429,
  'cannot-save-now': 503,
  'no-room-to-save': 507,
  'our-fault': 500,
  'no-such-token': 404,
  'no-such-webhook': 404,
  'no-such-delivery': 404,
  'no-such-work': 404,
  'no-such-attachment': 404,
  'no-such-export': 404,
  'cursor-not-understood': 400,
  'token-not-valid': 401,
  'token-too-narrow': 403,
  'not-for-tokens': 403,
  'scope-not-yours': 403,
  'export-needs-another-person': 403,
  'too-many-requests': 429,
};

const words: Readonly<Record<'en' | 'fr' | 'es' | 'ar', Readonly<Record<string, string>>>> = { en, fr, es, ar };

/** The asker's language among those we have, by Accept-Language (RFC 9110 12.5.4); English where none fits. */
export function languageOf(header: string | undefined): keyof typeof words {
  const wanted = (header ?? '')
    .slice(0, 1_000)
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/);
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ language, weight }) => Object.hasOwn(words, language) && weight > 0 && weight <= 1)
    .sort((a, b) => b.weight - a.weight);
  return (wanted[0]?.language as keyof typeof words | undefined) ?? 'en';
}

/** From the one list of sentences that the desk shows too. */
export function sentenceOf(kind: string, language: keyof typeof words): string {
  const key = Object.hasOwn(words[language], `refusal.${kind}`) ? `refusal.${kind}` : 'refusal.other';
  return (words[language][key] ?? '').replaceAll('{kind}', kind);
}

/** application/problem+json (RFC 9457): a kind, its sentence in the asker's language, and the facts a person needs. Never a name. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const status = statusOf[refusal.kind] ?? 422;
  const language = languageOf(reply.request.headers['accept-language']);
  return reply
    .code(status)
    .type('application/problem+json')
    .header('content-language', language)
    .header('vary', 'accept-language')
    .send({ type: 'about:blank', title: sentenceOf(refusal.kind, language), status, ...refusal });
}
