import { type EntryId, mintId, type OrganisationId, type UserId } from '@sojourn/kernel';
import type { Purpose } from '@sojourn/operations';
import { type Account, listOrganisations, logAccess, outside, withContext } from '@sojourn/storage';
import type { Desk } from './desk.ts';

type SignInLine = {
  /** The account that was found, whoever typed; undefined when the name is nobody's. What was typed is never given here: it may be a password. */
  readonly account: Pick<Account, 'organisationId' | 'userId'> | undefined;
  readonly operation: `session.${string}` | `account.${string}`;
  /** 'done' or the kind of the refusal. */
  readonly outcome: string;
};

/** One line of the access log about signing in or out. Written before the answer is sent: what cannot be logged does not happen. */
export async function logSignIn(desk: Desk, { account, operation, outcome }: SignInLine): Promise<void> {
  await writeLine(desk, account ?? outside, 'sign-in', operation, outcome);
}

/** One line about a command at the machine, where there is anyone whose records it could touch. */
export async function logAtMachine(desk: Desk, setUpUrl: string, command: string, outcome: 'done' | 'failed'): Promise<void> {
  if ((await listOrganisations(setUpUrl)).length > 0) await writeLine(desk, outside, 'maintenance', `machine.${command}`, outcome);
}

/** One line about an act that was refused before anyone looked at a case. */
export async function logRefusal(desk: Desk, account: Account, act: { readonly name: string; readonly purpose: Purpose }, kind: string): Promise<void> {
  await writeLine(desk, account, act.purpose, act.name, kind);
}

/** Codes only: a word that someone typed must not come in by mistake. */
const code = /^[a-z]+([.-][a-z]+){0,6}$/;

async function writeLine(
  desk: Desk,
  who: { readonly organisationId: OrganisationId; readonly userId: UserId },
  purpose: Purpose,
  operation: string,
  outcome: string,
): Promise<void> {
  if (!code.test(operation) || !code.test(outcome)) throw new Error('A line of the access log holds codes only');
  await withContext(desk.storage, { organisationId: who.organisationId, actorId: who.userId, purpose }, (tx) =>
    logAccess(tx, { accessId: mintId<EntryId>(desk.chance, desk.clock.now()), operation, purpose, outcome }),
  );
}
