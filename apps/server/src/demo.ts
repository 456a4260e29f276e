import { createHash } from 'node:crypto';
import { type CaseState, caseFold, packageOf } from '@sojourn/casework';
import { type DemoPerson, type DemoStep, demoOrganisations, demoPeople, demoRecipients, firstPeople } from '@sojourn/demo';
import {
  type ActId,
  type CaseId,
  type DeviceId,
  type JsonValue,
  type OfficeId,
  type OrganisationId,
  type PersonId,
  plainDate,
  type UserId,
} from '@sojourn/kernel';
import { type Actor, type ActRequest, type AnyAct, subjectOf } from '@sojourn/operations';
import { createOrganisation, findReceipt, keepDoor, keepRecipient, listRecipients, readCase, wasDoorEver, withContext } from '@sojourn/storage';
import { hashPassword } from '@sojourn/vault';
import type { Desk } from './desk.ts';
import { acts } from './operations.ts';
import { performAct } from './perform-act.ts';
import { demoPassword } from './sign-in/demo-code.ts';

/** Creates the invented organisations and replays the invented people through the real operations, once: ids follow from each step. */
export async function loadDemo(desk: Desk, setUpUrl: string, say: (message: string) => void): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  for (const organisation of demoOrganisations)
    await createOrganisation(setUpUrl, { ...organisation, users: organisation.users.map((user) => ({ ...user, passwordHash })) });
  for (const { organisationId, name, users } of demoOrganisations) {
    const [supervisor] = users.filter((user) => user.roles.includes('supervisor'));
    if (supervisor === undefined) throw new Error(`Nobody at ${name} may write the directory`);
    const { userId: actorId } = actorNamed(supervisor.username);
    await withContext(desk.storage, { organisationId: organisationId as OrganisationId, actorId, purpose: 'administration' }, async (tx) => {
      const known = await listRecipients(tx);
      for (const recipient of demoRecipients[name] ?? []) if (!known.has(recipient.recipientId)) await keepRecipient(tx, recipient);
    });
    await openTheDoor(desk, organisationId as OrganisationId, users);
  }
  let fresh = 0;
  for (const person of firstPeople) fresh += (await replay(desk, person)) ? 1 : 0;
  if (fresh > 0) say(`Loaded ${fresh} invented people.`);
}

/** The others, one after the other while people look already. Stopped or killed, the next start goes on. */
export function loadFurtherPeople(desk: Desk, failed: (problem: unknown) => void): { readonly stop: () => Promise<void>; readonly done: Promise<void> } {
  let stopping = false;
  const work = async () => {
    for (const person of demoPeople.slice(firstPeople.length)) {
      if (stopping) return;
      // What another record's place is changes with it: who is here already is not replayed.
      if (!(await isHere(desk, person))) await replay(desk, person);
    }
  };
  const done = work().catch(failed);
  return {
    done,
    stop: async () => {
      stopping = true;
      await done;
    },
  };
}

/** Where anyone complains without an account; once, so that a reviewer who shuts it finds it shut. */
async function openTheDoor(desk: Desk, organisationId: OrganisationId, users: (typeof demoOrganisations)[number]['users']): Promise<void> {
  const reviewer = users.find((user) => user.roles.includes('safeguarding'));
  if (reviewer === undefined) return;
  const { userId: actorId } = actorNamed(reviewer.username);
  await withContext(desk.storage, { organisationId, actorId, purpose: 'complaint-review' }, async (tx) => {
    if (!(await wasDoorEver(tx))) await keepDoor(tx, { open: true, leaveTo: null }, desk.clock.now());
  });
}

async function replay(desk: Desk, person: DemoPerson): Promise<boolean> {
  const caseId = stableId(`${person.key} case`) as CaseId;
  let sequence = 0;
  let replayed = true;
  for (const [index, step] of person.steps.entries()) {
    const actor = actorNamed(step.by);
    const state = index === 0 ? undefined : await stateOf(desk, actor, caseId);
    const also = step.with === undefined ? [] : [await placeOf(desk, actor, stableId(`${step.with} case`) as CaseId)];
    const request = requestFor(person, step, index, { caseId, basis: sequence, also }, state);
    const done = await performAct(desk, actor, acts[step.act as keyof typeof acts] as AnyAct, request);
    if (!done.ok) throw new Error(`The demo's step ${index} of ${person.key} was refused: ${done.refusal.kind}`);
    sequence = done.value.sequence;
    replayed &&= done.value.replayed;
  }
  return !replayed;
}

type Place = { readonly caseId: CaseId; readonly basis: number };

function requestFor(
  person: DemoPerson,
  step: DemoStep,
  index: number,
  { caseId, basis, also }: Place & { readonly also: readonly Place[] },
  state: CaseState | undefined,
): ActRequest {
  const personId = stableId(`${person.key} person`) as PersonId;
  const act = acts[step.act as keyof typeof acts];
  const input = withColleagues(withOthers(person, filled(step, personId, state)));
  const sealed = Object.entries(step.sealed ?? {}).map(([field, text]) => ({ field, subjectId: subjectOf(act, field, input, personId) ?? personId, text }));
  return {
    actId: stableId(`${person.key} act ${index}`) as ActId,
    caseId,
    deviceId: stableId('demo device') as DeviceId,
    deviceSequence: index + 1,
    basis,
    recordedAt: 1_795_000_000_000 as ActRequest['recordedAt'],
    input,
    ...(sealed.length === 0 ? {} : { sealed }),
    ...(also.length === 0 ? {} : { also }),
  };
}

/** '~farid' anywhere in the input: the id of that colleague. */
function withColleagues(input: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(input), (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('~') ? actorNamed(value.slice(1)).userId : value,
  ) as JsonValue;
}

/** '#cedar-clinic' anywhere in the input: the id of that recipient of the directory. */
function withRecipients(input: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(input), (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('#') ? (recipientIds.get(value.slice(1)) ?? value) : value,
  ) as JsonValue;
}

/** '@uncle' anywhere in the input: the id of somebody else of this case. */
function withOthers(person: DemoPerson, input: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(input), (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('@') ? stableId(`${person.key} ${value.slice(1)}`) : value,
  ) as JsonValue;
}

const recipientIds = new Map(
  Object.values(demoRecipients)
    .flat()
    .map((one) => [one.code, one.recipientId]),
);
const aboutThePerson: readonly string[] = ['consent.record', 'guardian.record', 'withholding.record', 'safe-contact.set', 'origin-fear.ask'];

/** What its own preview would have shown. */
function sharing(input: { readonly [key: string]: JsonValue }, personId: PersonId, state: CaseState | undefined): JsonValue {
  const chosen = { ...input, subjectId: personId } as unknown as Parameters<typeof packageOf>[1];
  const made = state === undefined ? undefined : packageOf(state, chosen, plainDate('2026-11-24'));
  return { ...input, subjectId: personId, fingerprint: made?.ok === true ? made.value.fingerprint : '' };
}

function filled(step: DemoStep, personId: PersonId, state: CaseState | undefined): JsonValue {
  const input = withRecipients(step.input) as { readonly [key: string]: JsonValue };
  if (step.about === 'share') return sharing(input, personId, state);
  if (step.act === 'contact.record') return { ...input, personId };
  const guardian = step.about === 'guardian' ? { guardianId: state?.ledger.guardians.at(-1)?.entryId ?? '' } : {};
  if (aboutThePerson.includes(step.act)) return { ...input, ...guardian, subjectId: personId };
  if (step.about === 'guardian') return { ...input, ...guardian };
  if (step.act === 'facts.assert')
    return { facts: (input['facts'] as readonly { readonly [key: string]: JsonValue }[]).map((fact) => ({ ...fact, subjectId: personId })) };
  if (step.act === 'name.record') return { subjectId: personId, ...input };
  if (step.about === 'application') return { ...input, applicationId: state?.applications.at(-1)?.entryId ?? '' };
  if (step.about === 'lines') return { ...input, lineIds: state?.planLines.map((line) => line.entryId) ?? [] };
  return step.about === 'line' ? { ...input, lineId: state?.planLines[0]?.entryId ?? '' } : input;
}

function actorNamed(username: string): Actor {
  for (const { organisationId, users } of demoOrganisations) {
    const user = users.find((u) => u.username === username);
    if (user !== undefined)
      return { organisationId: organisationId as OrganisationId, officeId: user.officeId as OfficeId, userId: user.userId as UserId, roles: user.roles };
  }
  throw new Error(`The demo has nobody named ${username}`);
}

async function placeOf(desk: Desk, actor: Actor, caseId: CaseId): Promise<Place> {
  const who = { ...actor, actorId: actor.userId, purpose: 'administration' as const };
  const held = await withContext(desk.storage, who, (tx) => readCase<CaseState>(tx, caseFold, caseId));
  return { caseId, basis: held?.sequence ?? 0 };
}

function isHere(desk: Desk, person: DemoPerson): Promise<boolean> {
  const last = person.steps.length - 1;
  const { organisationId, userId } = actorNamed(person.steps[0]?.by ?? 'nobody');
  return withContext(desk.storage, { organisationId, actorId: userId, purpose: 'administration' }, async (tx) => {
    const receipt = await findReceipt(tx, stableId(`${person.key} act ${last}`) as ActId);
    return receipt !== undefined;
  });
}

function stateOf(desk: Desk, actor: Actor, caseId: CaseId): Promise<CaseState | undefined> {
  return withContext(
    desk.storage,
    { ...actor, actorId: actor.userId, purpose: 'administration' },
    async (tx) => (await readCase<CaseState>(tx, caseFold, caseId))?.state,
  );
}

function stableId(text: string): string {
  const hex = createHash('sha256').update(`sojourn demo ${text}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
