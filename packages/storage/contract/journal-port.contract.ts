import { journalPortContract } from '@sojourn/journal/journal-port';
import { serverJournal } from '@sojourn/storage';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { newId, openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe('the journal on the server holds to what every journal holds to', () => {
  it.each(Object.entries(journalPortContract))('%s', async (_, holds) => {
    const of = ({ organisationId, userId }: World['harbour']) => serverJournal(world.storage, { organisationId, actorId: userId, purpose: 'assistance' });
    const { organisationId, userId } = world.harbour;
    await holds({ port: of(world.harbour), another: of(world.crossing), organisationId, authorId: userId, newId });
  });
});
