import type { OrganisationId, UserId } from '@sojourn/kernel';
import { listOrganisations, outside, type Sign, sealAccessLines, withContext } from '@sojourn/storage';
import type { Desk } from './desk.ts';
import { logFault } from './log.ts';

/** Every line written so far, of every organisation and of none. Resolves to how many. */
async function sealAccessLog(desk: Desk, setUpUrl: string, sign: Sign): Promise<number> {
  let sealed = 0;
  for (const { organisationId, userId } of [...(await listOrganisations(setUpUrl)), outside]) {
    const who = { organisationId: organisationId as OrganisationId, actorId: userId as UserId, purpose: 'administration' as const };
    for (let some = -1; some !== 0; sealed += some) some = await withContext(desk.storage, who, (tx) => sealAccessLines(tx, sign, desk.clock.now()));
  }
  return sealed;
}

/** Every few minutes while the server runs, and when it stops. A round that fails is made up for by the next. */
export function keepSealing(desk: Desk, setUpUrl: string, sign: Sign, everyMilliseconds: number): { readonly stop: () => Promise<void> } {
  let under: Promise<unknown> = Promise.resolve();
  const round = () => {
    under = under.then(() => sealAccessLog(desk, setUpUrl, sign)).catch((problem: unknown) => logFault(problem, new Date(desk.clock.now()).toISOString()));
    return under;
  };
  const timer = setInterval(() => void round(), everyMilliseconds);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await round();
    },
  };
}
