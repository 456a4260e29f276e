import { type EntryId, mintId } from '@sojourn/kernel';
import { type Account, addPasskey, authenticatorApps, findDecoy, lendAuthenticatorApp, passkeysOf, removeAllFactors } from '@sojourn/storage';
import { openAppSecret, sealAppSecret } from './second-factor.ts';
import type { SignInWorld } from './sign-in-world.ts';

/** The phone and the key in the person's hand work in the desk of the second password as in their own. */
export async function lendFactors(world: SignInWorld, account: Account): Promise<void> {
  const { desk } = world;
  const decoy = await findDecoy(desk.storage, account);
  if (decoy === undefined || account.decoyOf !== null) return;
  const now = desk.clock.now();
  const mint = () => mintId<EntryId>(desk.chance, now);
  await removeAllFactors(desk.storage, decoy, now);
  for (const app of await authenticatorApps(desk.storage, account)) {
    if (!app.confirmed) continue;
    const factorId = mint();
    const sealed = await sealAppSecret(desk, decoy, factorId, await openAppSecret(desk, account, app));
    await lendAuthenticatorApp(desk.storage, decoy, { ...app, factorId, sealed }, now);
  }
  for (const key of await passkeysOf(desk.storage, account))
    await addPasskey(desk.storage, { ...key, organisationId: decoy.organisationId, userId: decoy.userId, factorId: mint(), discoverable: key.discoverable });
}
