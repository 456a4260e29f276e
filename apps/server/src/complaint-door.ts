import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sourceOf } from '@sojourn/accounts';
import { type Language, languages } from '@sojourn/catalogue';
import { complaintsPerHour, looksPerHour, pacePerHour, type SaidAtTheDoor, saidAtTheDoor, waitBeyondPace } from '@sojourn/governance';
import { isUuid, type OrganisationId, type UserId } from '@sojourn/kernel';
import { comparableForms } from '@sojourn/people';
import {
  type ContextTx,
  countTry,
  findComplaintByCode,
  findComplaintOrganisation,
  listOffices,
  listOpenDoors,
  readColleagues,
  withContext,
} from '@sojourn/storage';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ComplaintPage, complaintPage, looks } from './complaint-page.ts';
import type { Desk } from './desk.ts';
import { logFault } from './log.ts';
import { addedWords, addWords, complaintCode, complaintCodeHash, followed, keepNewComplaint, receiptOf } from './queries/complaints.ts';

type Form = Readonly<Record<string, string>>;
type Told = { readonly status: number; readonly page: ComplaintPage; readonly leaveTo?: string | null };

const open = 'anyone who complains, without an account';
const HOUR = 3_600_000;
// In any alphabet, as a form sends it.
const LONGEST = 300_000;
const nobody = '00000000-0000-7000-8000-000000000000' as UserId;
const inside = <Value>(desk: Desk, organisationId: OrganisationId, work: (tx: ContextTx) => Promise<Value>) =>
  withContext(desk.storage, { organisationId, actorId: nobody, purpose: 'complaint' }, work);

/**
 * Where anyone complains without an account: plain pages, no session, no cookie, nothing of it in an address or a log. What is said is
 * sealed before it is written down, and reaches complaint reviewers alone. `secret` marks networks for counting, and makes codes.
 */
export function complaintDoor(app: FastifyInstance, desk: Desk, secret: string): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, { status, page, leaveTo }: Told): Promise<FastifyReply> =>
    reply
      .code(status)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(complaintPage(desk.bundle.catalogue, languageOf(request), page, leaveTo));
  for (const path of ['/tell', '/tell/:language'])
    app.get(path, { config: { open } }, async (request, reply) => show(request, reply, await firstPage(desk, undefined, {})));
  app.post<{ Params: { language: string }; Body: Form }>(
    '/tell/:language',
    {
      config: { open },
      bodyLimit: LONGEST,
      errorHandler: async (problem, request, reply) => {
        const long = problem.statusCode === 413;
        if (!long) logFault(problem, new Date().toISOString());
        return show(request, reply, {
          status: long ? 413 : 500,
          page: long ? { is: 'note', note: 'too-long' } : { is: 'note', note: 'our-fault', again: (request.body ?? {}) as Form },
        });
      },
    },
    async (request, reply) => {
      // A page elsewhere that sends this form in someone's name says so itself, in every browser that is still mended.
      if (request.headers['sec-fetch-site'] === 'cross-site') return show(request, reply, { status: 403, page: { is: 'note', note: 'elsewhere' } });
      return show(request, reply, await answer(desk, secret, request, request.body ?? {}));
    },
  );
  for (const { name, type, text } of looks) app.get(`/tell.${name}`, { config: { open } }, (_request, reply) => reply.type(type).send(text));
}

function languageOf(request: FastifyRequest): Language {
  const { language } = request.params as { readonly language?: string };
  const asked = language ?? (request.headers['accept-language'] ?? '').slice(0, 2).toLowerCase();
  return languages.find((one) => one === asked) ?? 'en';
}

async function answer(desk: Desk, secret: string, request: FastifyRequest, form: Form): Promise<Told> {
  if (form['do'] === 'choose') return firstPage(desk, form['to'], {});
  if (form['do'] === 'send') return send(desk, secret, request, form);
  if (form['do'] !== 'look' && form['do'] !== 'more') return firstPage(desk, undefined, {});
  const writing = form['do'] === 'more';
  const code = (form['code'] ?? '').slice(0, 60);
  if (await tooMany(desk, secret, request, writing ? 'send' : 'look')) return firstPage(desk, form['to'], { note: 'too-many', code }, 429);
  const organisationId = await findComplaintOrganisation(desk.storage, complaintCodeHash(code));
  if (organisationId === undefined) return firstPage(desk, form['to'], { note: 'no-such', code }, 404);
  const door = (await listOpenDoors(desk.storage)).find((one) => one.organisationId === organisationId);
  const told = await inside(desk, organisationId, (tx) => follow(desk, tx, code, writing ? (form['words'] ?? '').trim() : ''));
  return { ...told, leaveTo: door?.leaveTo ?? null };
}

/** The form of the one organisation there is, or of the one that was chosen. */
async function firstPage(
  desk: Desk,
  chosen: string | undefined,
  more: { readonly note?: string; readonly code?: string; readonly said?: Form },
  status = 200,
): Promise<Told> {
  const doors = await listOpenDoors(desk.storage);
  const door = doors.length === 1 ? doors[0] : doors.find((one) => one.organisationId === chosen);
  if (door === undefined) return { status, page: { is: 'choose', doors, ...more } };
  const offices = await inside(desk, door.organisationId, (tx) => listOffices(tx));
  return {
    status,
    leaveTo: door.leaveTo,
    page: { is: 'form', door, offices, several: doors.length > 1, once: Buffer.from(desk.chance.bytes(18)).toString('base64url'), ...more },
  };
}

async function send(desk: Desk, secret: string, request: FastifyRequest, form: Form): Promise<Told> {
  const to = form['to'] ?? '';
  const again = (note: string, status: number) => firstPage(desk, to, { note, said: form }, status);
  const said = saidAtTheDoor.safeParse({ ...form, officeId: form['officeId'] === '' ? undefined : form['officeId'] });
  if (!said.success) return again((form['words'] ?? '').trim() === '' ? 'words-missing' : 'too-long', 400);
  const door = isUuid(to) ? (await listOpenDoors(desk.storage)).find((one) => one.organisationId === to) : undefined;
  if (door === undefined) return firstPage(desk, undefined, {});
  if (await tooMany(desk, secret, request, 'send')) return again('too-many', 429);
  const sent = await countHour(desk, secret, ['all', door.organisationId], pacePerHour + 1_000);
  await waitInLine(waitBeyondPace(sent));
  // The same page sent twice, as on a poor network, is one complaint with one code; anything changed in between is another.
  const code = complaintCode(
    createHmac('sha256', secret)
      .update(JSON.stringify(['complaint code', to, form['once'], said.data]))
      .digest(),
  );
  return inside(desk, door.organisationId, async (tx) => {
    if ((await findComplaintByCode(tx, complaintCodeHash(code))) === undefined) await keep(desk, tx, said.data, languageOf(request), code, sent > pacePerHour);
    const kept = await findComplaintByCode(tx, complaintCodeHash(code));
    if (kept === undefined) throw new Error('A complaint that was kept is not there');
    return { status: 200, leaveTo: door.leaveTo, page: { is: 'sent', code, ...(await receiptOf(desk, tx, kept)) } };
  });
}

async function keep(
  desk: Desk,
  tx: ContextTx,
  { category, words, whom, officeId, reach }: SaidAtTheDoor,
  language: Language,
  code: string,
  withMany: boolean,
): Promise<void> {
  const known = (await listOffices(tx)).some((one) => one.officeId === officeId);
  const atTheDoor = { whom, reach, language, ...(known && officeId !== undefined ? { officeId } : {}) };
  await keepNewComplaint(desk, tx, { category, words, named: namedIn(whom, await readColleagues(tx)), atTheDoor }, code, withMany);
}

/** Everyone here who may be meant: one part of their name is enough to keep it from them. Only within one alphabet, hence the question for the office. */
export function namedIn(whom: string, colleagues: readonly { readonly userId: string; readonly name: string }[]): string[] {
  const said = new Set(comparableForms(whom).words);
  return colleagues
    .filter(({ name }) => comparableForms(name).words.some((word) => word.length > 2 && said.has(word)))
    .map(({ userId }) => userId)
    .slice(0, 20);
}

async function follow(desk: Desk, tx: ContextTx, code: string, words: string): Promise<Told> {
  const complaint = await findComplaintByCode(tx, complaintCodeHash(code));
  if (complaint === undefined) throw new Error('A complaint that was found is not there');
  const long = words.length > 20_000;
  if (words !== '' && !long) await addWords(desk, tx, complaint.complaintId, words);
  const added = (await addedWords(desk, tx, complaint.complaintId)).map(({ at }) => at);
  const note = long ? { note: 'too-long' } : words === '' ? {} : { note: 'added' };
  return { status: long ? 400 : 200, page: { is: 'followed', code, added, ...note, ...(await followed(desk, tx, complaint)) } };
}

async function tooMany(desk: Desk, secret: string, request: FastifyRequest, what: 'send' | 'look'): Promise<boolean> {
  const limit = what === 'send' ? complaintsPerHour : looksPerHour;
  return (await countHour(desk, secret, [what, sourceOf(request.ip)], limit + 1)) > limit;
}

/** Counted by whole hours, under a mark that changes with the hour: nothing beside it says when, or what, somebody wrote. */
async function countHour(desk: Desk, secret: string, what: readonly string[], upTo: number): Promise<number> {
  const hour = Math.floor(desk.clock.now() / HOUR) * HOUR;
  const key = createHmac('sha256', secret)
    .update(JSON.stringify(['complaint door', ...what, hour]))
    .digest('hex');
  const { sent } = await countTry(desk.storage, key, hour, (before) => {
    const failures = Math.min((before?.failures ?? 0) + 1, upTo);
    return { sent: failures, tries: { failures, lastAt: hour, notBefore: 0 } };
  });
  return sent;
}

// So many wait at once; who comes while they do is answered at once, so that waiting costs us no more than this.
const IN_LINE = 200;
let inLine = 0;

/** Holds nothing of the database meanwhile. */
async function waitInLine(milliseconds: number): Promise<void> {
  if (milliseconds === 0 || inLine >= IN_LINE) return;
  inLine += 1;
  try {
    await pause(milliseconds);
  } finally {
    inLine -= 1;
  }
}
