import { parseArgs } from 'node:util';
import { hashOfCode, isLockedOut, newCode, slipGroups } from '@sojourn/accounts';
import { type EntryId, mintId, type OfficeId, type OrganisationId, type UserId } from '@sojourn/kernel';
import { type Account, createOrganisation, findAccount, giveSlipAtMachine, listOrganisations } from '@sojourn/storage';
import { todayOf } from '../desk.ts';
import type { House } from '../open-house.ts';
import type { Maintenance } from './command.ts';

const A_WEEK = 7 * 24 * 3_600_000;

/** The only way in that no account opens: whoever holds the machine and its key. */
export const accounts: Maintenance = {
  usage: 'accounts first-administrator|slip   the first account of an organisation; a code for someone when no administrator can give one',
  beside: 'any',
  run: async ({ house, words: [what, ...words], say }) => {
    if (what === 'first-administrator') return firstAdministrator(house, words, say);
    if (what === 'slip') return slip(house, words[0], say);
    throw new Error(accounts.usage);
  },
};

async function firstAdministrator(house: House, words: readonly string[], say: (line: string) => void): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...words], options: { organisation: text, office: text, country: text, username: text, name: text } });
  const { organisation, office, country, username, name } = values;
  if (organisation === undefined || office === undefined || country === undefined || username === undefined || name === undefined)
    throw new Error('Give all of --organisation, --office, --country (three letters), --username and --name.');
  if (!/^[A-Z]{3}$/.test(country)) throw new Error('The country is three capital letters, as LBN.');
  if (!/^[a-z0-9][a-z0-9._-]{1,39}$/.test(username)) throw new Error('A username is 2 to 40 small letters, digits, dots and dashes.');
  const { desk, addresses } = house;
  if ((await findAccount(desk.storage, username)) !== undefined)
    throw new Error('This username is taken. Choose another, or make a code for it: accounts slip.');
  const now = desk.clock.now();
  const known = (await listOrganisations(addresses.setUp)).find((one) => one.name === organisation);
  if (known !== undefined && (await hasWorkingAdministrator(house, known.organisationId)))
    throw new Error('This organisation has an administrator who can sign in. They invite others, in the desk.');
  const organisationId = (known?.organisationId ?? mintId<EntryId>(desk.chance, now)) as OrganisationId;
  const [officeId, userId] = [mintId<OfficeId>(desk.chance, now), mintId<UserId>(desk.chance, now)];
  await createOrganisation(addresses.setUp, {
    organisationId,
    name: organisation,
    offices: [{ officeId, name: office, country }],
    users: [{ userId, officeId, username, displayName: name, roles: ['administrator'], passwordHash: 'none' }],
  });
  await printSlip(house, { organisationId, userId }, say);
  return 0;
}

async function hasWorkingAdministrator(house: House, organisationId: string): Promise<boolean> {
  const found = await house.desk.storage.session.query<Pick<Account, 'locked' | 'leavesOn'>>(
    `select locked, leaves_on as "leavesOn" from sojourn.app_user where organisation_id = $1 and 'administrator' = any(roles) and password_hash <> 'none'`,
    [organisationId],
  );
  return found.rows.some(({ locked, leavesOn }) => !isLockedOut({ locked, leavesOn: leavesOn ?? undefined }, todayOf(house.desk)));
}

async function slip(house: House, username: string | undefined, say: (line: string) => void): Promise<number> {
  if (username === undefined) throw new Error('For whom? accounts slip USERNAME');
  const account = await findAccount(house.desk.storage, username);
  if (account === undefined) throw new Error('Nobody of this username is here.');
  await printSlip(house, account, say);
  return 0;
}

async function printSlip(house: House, whose: Whose, say: (line: string) => void): Promise<void> {
  const code = await makeSlip(house, whose);
  say('In the desk, on the sign-in page, press "I have a code on paper" and type this code. It is shown once, works once, for a week:');
  say(`  ${code}`);
}

type Whose = { readonly organisationId: string; readonly userId: string };

/** A code for someone's first sign-in, or for the day everything is lost: works once, for a week. */
export async function makeSlip({ desk, addresses }: House, whose: Whose): Promise<string> {
  const now = desk.clock.now();
  const code = newCode(desk.chance, slipGroups);
  await giveSlipAtMachine(addresses.setUp, {
    ...whose,
    slipId: mintId<EntryId>(desk.chance, now),
    firstHash: hashOfCode(code),
    madeAt: now,
    expiresAt: now + A_WEEK,
  });
  return code;
}
