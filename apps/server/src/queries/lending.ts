import { lendableRoles, mayLend } from '@sojourn/governance';
import type { governanceQueries } from '@sojourn/governance/operations';
import { type EntryId, instant, mintId, ok, refused } from '@sojourn/kernel';
import { keepLentRole, keepLentRoleEnd, lendingsOf, listColleagues, readColleagues } from '@sojourn/storage';
import type { Answering } from './answer.ts';

const QUARTER = 90 * 24 * 3_600_000;

export const listLendings: Answering<(typeof governanceQueries)['lending.list']> = async (desk, actor, tx) => {
  const people = await listColleagues(tx);
  const rows = await lendingsOf(tx, actor.userId, desk.clock.now() - QUARTER);
  const name = (userId: string) => people.get(userId) ?? '';
  return ok({
    lendings: rows.map(({ lendingId, role, byUser, toUser, fromAt, untilAt, endedAt }) => ({
      ...{ lendingId, role, fromAt, untilAt, by: name(byUser), to: name(toUser) },
      ...(endedAt === null ? {} : { endedAt }),
    })),
  });
};

export const lendRole: Answering<(typeof governanceQueries)['lending.lend']> = async (desk, actor, tx, { to, role, untilAt }) => {
  const now = desk.clock.now();
  const borrower = (await readColleagues(tx)).find((one) => one.userId === to);
  if (borrower === undefined) return refused({ kind: 'no-such-colleague', where: ['to'] });
  const standing = (await lendingsOf(tx, to, now)).filter((one) => one.toUser === to && one.endedAt === null);
  const held = { userId: borrower.userId, roles: [...borrower.roles, ...standing.map((one) => one.role)] };
  const may = mayLend({ role, lender: { userId: actor.userId, roles: actor.roles }, borrower: held, from: now, until: instant(untilAt) });
  if (!may.ok) return may;
  const lendingId = mintId<EntryId>(desk.chance, now);
  await keepLentRole(tx, { lendingId, role, toUser: borrower.userId, fromAt: now, untilAt });
  return ok({ lendingId });
};

export const endLending: Answering<(typeof governanceQueries)['lending.end']> = async (desk, actor, tx, { lendingId }) => {
  const now = desk.clock.now();
  const mine = (await lendingsOf(tx, actor.userId, now)).some((one) => one.lendingId === lendingId && lendableRoles.some((role) => role === one.role));
  if (!mine) return refused({ kind: 'no-such-lending' });
  await keepLentRoleEnd(tx, lendingId, now);
  return ok({ lendingId });
};
