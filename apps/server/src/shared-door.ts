import { timingSafeEqual } from 'node:crypto';
import { type CaseState, packageOf, type Share, shareStands } from '@sojourn/casework';
import type { Language } from '@sojourn/catalogue';
import { held, towards } from '@sojourn/consent';
import { type CaseId, type EntryId, isUuid, mintId, type OrganisationId, type UserId } from '@sojourn/kernel';
import { type ContextTx, findShareCode, keepShareEvent, logAccess, type ShareEventKind, withContext } from '@sojourn/storage';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { lockTogether } from './case-access.ts';
import { type Desk, todayOf } from './desk.ts';
import { codeHashOf, findRecipient, openWords } from './queries/sharing.ts';
import { type DoorPage, doorPage } from './shared-page.ts';
import { languageFrom } from './words.ts';

type Form = { readonly code?: string; readonly answer?: string };
const answers: Readonly<Record<string, ShareEventKind>> = { received: 'received', declined: 'declined', destroyed: 'destroyed' };

/**
 * The receiver's door: an address and a code that travelled apart, no account, no script. Every opening reads the authority
 * again in its own transaction: what the person took back is shut from that moment (403).
 */
export function sharedDoor(app: FastifyInstance, desk: Desk): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 2_000 }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.get<{ Params: { shareId: string } }>('/shared/:shareId', { config: { open: 'a receiver, who shows a code' } }, (request, reply) =>
    show(desk, request, reply, 200, { is: 'ask' }),
  );
  app.post<{ Params: { shareId: string }; Body: Form }>('/shared/:shareId', { config: { open: 'a receiver, who shows a code' } }, async (request, reply) => {
    const { code = '', answer = '' } = request.body ?? {};
    const door = isUuid(request.params.shareId) ? await findShareCode(desk.storage, request.params.shareId) : undefined;
    // The same answer for no such door and for a wrong code.
    if (!sameHash(door?.codeHash, codeHashOf(code)) || door === undefined) return show(desk, request, reply, 404, { is: 'nothing' });
    const who = { organisationId: door.organisationId as OrganisationId, actorId: door.issuedBy as UserId, purpose: 'sharing' } as const;
    const { status, page } = await withContext(desk.storage, who, (tx) => atTheDoor(desk, tx, door, code, answers[answer]));
    return show(desk, request, reply, status, page);
  });
}

function sameHash(kept: string | undefined, given: string): boolean {
  return timingSafeEqual(Buffer.from(kept ?? '0'.repeat(64), 'hex'), Buffer.from(given, 'hex')) && kept !== undefined;
}

type Door = { readonly caseId: string; readonly shareId: string };

async function atTheDoor(desk: Desk, tx: ContextTx, { caseId, shareId }: Door, code: string, answer: ShareEventKind | undefined) {
  const state = await lockTogether(tx, caseId as CaseId);
  const share = state?.shares.find((one) => one.entryId === shareId);
  const opened = state === undefined || share === undefined ? { ok: false as const, why: 'no-such-share' } : await open(desk, tx, state, share);
  const note = async (kind: ShareEventKind, outcome: string) => {
    await keepShareEvent(tx, { eventId: mintId<EntryId>(desk.chance, desk.clock.now()), shareId, caseId, kind });
    await logAccess(tx, { accessId: mintId<EntryId>(desk.chance, desk.clock.now()), operation: 'referral.door', purpose: 'sharing', caseId, outcome });
  };
  if (!opened.ok) {
    await note(answer === 'destroyed' ? 'destroyed' : 'refused', opened.why);
    return { status: 403, page: { is: 'taken-back', code, answered: answer === 'destroyed' } satisfies DoorPage };
  }
  await note(answer === 'received' || answer === 'declined' ? answer : 'opened', 'done');
  return { status: 200, page: { is: 'open', code, answered: answer, ...opened.content } satisfies DoorPage };
}

async function open(desk: Desk, tx: ContextTx, state: CaseState, share: Share) {
  const today = todayOf(desk);
  if (share.recall !== undefined) return { ok: false as const, why: share.recall.because };
  if (share.expiresOn < today) return { ok: false as const, why: 'share-over' };
  const recipient = await findRecipient(tx, share.recipientId);
  if (!recipient.ok) return { ok: false as const, why: recipient.refusal.kind };
  const stands = shareStands(state, share, { today, now: desk.clock.now() }, state.ledger, towards(recipient.value));
  if (!stands.ok) return { ok: false as const, why: stands.refusal.kind };
  held(stands.value, 'sharing');
  const made = packageOf(state, share, share.on, share.sequence);
  if (!made.ok) return { ok: false as const, why: made.refusal.kind };
  if (made.value.fingerprint !== share.fingerprint) throw new Error('A shared package is not what was previewed');
  const message = state.sealed.find((one) => one.entryId === share.entryId && one.field === 'message');
  const sealed = [...made.value.sealed, ...(message === undefined ? [] : [{ sealedId: message.sealedId, field: 'message', dataClass: 'words' as const }])];
  const words = await openWords(desk, tx, state.caseId, { ...made.value, sealed });
  return { ok: true as const, content: { recipient: recipient.value.name, caseCode: state.caseCode, on: share.on, facts: made.value.facts, words } };
}

function show(desk: Desk, request: FastifyRequest<{ Params: { shareId: string } }>, reply: FastifyReply, status: number, page: DoorPage): FastifyReply {
  const language: Language = languageFrom((request.headers['accept-language'] ?? '').slice(0, 2).toLowerCase());
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(doorPage(desk.bundle.catalogue, language, page));
}
