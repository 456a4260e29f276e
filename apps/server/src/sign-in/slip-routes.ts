import { hashOfCode, passwordProblem, readCode, slipGroups } from '@sojourn/accounts';
import { findSlip, readAccount, type Slip, useSlip } from '@sojourn/storage';
import { hashPassword } from '@sojourn/vault';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { logSignIn } from '../access-lines.ts';
import { sendRefusal } from '../http/refusals.ts';
import { beginSession } from './begin-session.ts';
import { commonPasswords } from './common-passwords.ts';
import type { SignInWorld } from './sign-in-world.ts';
import { isLockedAccount } from './signed-in.ts';
import { sourceWait } from './throttling.ts';

const codes = { code: z.string().max(60), secondCode: z.string().max(60).optional() };
const shown = z.strictObject(codes);
const used = z.strictObject({ ...codes, password: z.string().max(1_000) });

/** Coming in with what colleagues handed over on paper: an invitation, or the two halves of a reset. */
export function slipRoutes(app: FastifyInstance, world: SignInWorld): void {
  const { storage } = world.desk;
  const open = { config: { open: 'an invitation or a reset on paper' } };

  /** A reset wants both halves, whichever is given first; one half says no more than a wrong code. */
  const slipOf = async ({ code, secondCode }: z.output<typeof shown>): Promise<Slip | undefined> => {
    const [first, second] = [code, secondCode ?? ''].map((text) => {
      const read = readCode(text, slipGroups);
      return read === undefined ? undefined : hashOfCode(read);
    });
    const slip = first === undefined ? undefined : await findSlip(storage, first, world.desk.clock.now());
    if (slip === undefined || slip.secondHash === null) return slip;
    const other = slip.firstHash === first ? slip.secondHash : slip.firstHash;
    return other === second ? slip : undefined;
  };
  const accountOf = async (slip: Slip | undefined) => {
    const account = slip === undefined ? undefined : await readAccount(storage, slip.organisationId, slip.userId);
    return account === undefined || isLockedAccount(world.desk, account) ? undefined : account;
  };

  app.post('/api/slip', open, async (request, reply) => {
    const wait = await sourceWait(world, request);
    if (wait !== undefined) return sendRefusal(reply, wait);
    const body = shown.safeParse(request.body);
    const slip = body.success ? await slipOf(body.data) : undefined;
    const account = await accountOf(slip);
    if (slip === undefined || account === undefined) return sendRefusal(reply, { kind: 'slip-not-good' });
    return { kind: slip.kind, username: account.username, displayName: account.displayName, organisation: account.organisation, office: account.office };
  });

  app.post('/api/slip/use', open, async (request, reply) => {
    const wait = await sourceWait(world, request);
    if (wait !== undefined) return sendRefusal(reply, wait);
    const body = used.safeParse(request.body);
    const slip = body.success ? await slipOf(body.data) : undefined;
    const account = await accountOf(slip);
    if (slip === undefined || account === undefined || !body.success) return sendRefusal(reply, { kind: 'slip-not-good' });
    const problem = passwordProblem(body.data.password, [account.username, account.displayName, account.organisation], await commonPasswords());
    if (problem !== undefined) return sendRefusal(reply, problem);
    if (!(await useSlip(storage, slip, await hashPassword(body.data.password), world.desk.clock.now()))) return sendRefusal(reply, { kind: 'slip-not-good' });
    await logSignIn(world.desk, { account, operation: 'account.slip-used', outcome: slip.kind });
    const fresh = await readAccount(storage, slip.organisationId, slip.userId);
    return beginSession(world, request, reply, { account: fresh ?? account, method: 'invitation', enrolling: true });
  });
}
