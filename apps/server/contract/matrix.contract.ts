import { demoOrganisations } from '@sojourn/demo';
import type { CaseId, PersonId } from '@sojourn/kernel';
import { type Expected, expectedOf, queryPath, type Role, roles, type Situation, situations } from '@sojourn/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acts, queries } from '../src/operations.ts';
import { operationRows } from '../src/permissions-page.ts';
import { type Client, newId, openWorld, type World } from './world.ts';

/** One person a role, all of the Beirut office. */
const usernames: Readonly<Record<Role, string>> = {
  caseworker: 'amal',
  supervisor: 'samir',
  'fund-manager': 'maya',
  finance: 'farid',
  administrator: 'noor',
  'data-protection': 'hana',
  safeguarding: 'idris',
  lawyer: 'rita',
};
const idOf = (username: string) => demoOrganisations.flatMap((one) => one.users).find((one) => one.username === username)?.userId ?? '';

let world: World;
let people: Readonly<Record<Role, Client>>;
let cases: Readonly<Record<Situation, { readonly caseId: string; readonly personId: string }>>;

beforeAll(async () => {
  world = await openWorld(4341);
  people = Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await world.as(usernames[role])]))) as typeof people;
  const { caseworker: amal, supervisor: samir } = people;
  const [leila, wanjiru] = await Promise.all([world.as('leila'), world.as('wanjiru')]);
  const done = async (answer: ReturnType<Client['act']>) => expect(await answer).toMatchObject({ status: 200 });
  const opened = async (by: Client) => {
    const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
    await done(by.act('contact.record', caseId, { personId, presentCountry: 'LBN' }));
    return { caseId, personId };
  };
  /** Of the Beirut office, and nobody of those who are asked is in its team. */
  const beirut = async () => {
    const made = await opened(amal);
    await done(amal.act('team.join', made.caseId, { userId: idOf('leila'), as: 'owner' }));
    await done(amal.act('team.leave', made.caseId, { userId: idOf('amal') }));
    return made;
  };
  const everyone = Object.values(usernames).map(idOf);
  const refusedConsent = await beirut();
  for (const more of [{ purpose: 'assistance' }, { purpose: 'sharing' }])
    await done(
      amal.act('consent.record', refusedConsent.caseId, {
        subjectId: refusedConsent.personId,
        answer: 'refused',
        language: 'ar',
        method: 'oral-witnessed',
        ...more,
      }),
    );
  await done(
    amal.act('facts.assert', refusedConsent.caseId, {
      facts: [{ subjectId: refusedConsent.personId, fact: 'person.birth-date', answer: { is: 'value', value: '1990' } }],
    }),
  );
  const closed = await beirut();
  await done(samir.act('case.close', closed.caseId, { outcome: 'goals-reached' }));
  const restricted = await beirut();
  await done(leila.act('case.restrict', restricted.caseId, {}));
  const inTeam = await opened(leila);
  for (const userId of everyone) await done(leila.act('team.join', inTeam.caseId, { userId, as: 'named' }));
  await done(leila.act('case.restrict', inTeam.caseId, {}));
  const barred = await beirut();
  for (const userId of [...everyone].sort((a) => (a === idOf('samir') ? 1 : -1)))
    await done(samir.act('conflict.declare', barred.caseId, { userId, kind: 'relative' }));
  const broken = await opened(leila);
  for (const client of [amal, samir])
    await done(
      client.act(
        'glass.break',
        broken.caseId,
        { reason: 'danger-to-life', hours: 2 },
        { sealed: [{ field: 'words', subjectId: broken.personId, text: 'She calls now.' }] },
      ),
    );
  cases = {
    'own-office': await beirut(),
    'other-office': await opened(leila),
    'other-organisation': await opened(wanjiru),
    'no-authority': refusedConsent,
    closed,
    restricted,
    'in-team': inTeam,
    barred,
    'in-emergency': broken,
  };
}, 120_000);
afterAll(() => world?.close());

type Sent = { readonly status: number; readonly text: string };

/** Input that no act's schema accepts: whoever is told so was let in, and nothing was done. */
const notAnInput = null;
/** A filing that is not there: the same id for every cell, so that answers can be compared. */
const nobody = newId<CaseId>();
const queryInputs: Readonly<Record<string, object>> = {
  'identity.reveal': { sealedIds: [newId<CaseId>()] },
  'emergency.reason': { glassId: newId<CaseId>() },
  'referral.preview': { recipientId: newId<CaseId>(), facts: [] },
  'referral.code': { shareId: newId<CaseId>() },
};

function send(client: Client, name: string, caseId: string): Promise<Sent> {
  if (Object.hasOwn(acts, name)) return client.bytes('POST', `/api/acts/${name}`, client.request(caseId, notAnInput));
  if (name === 'case.summary') return client.bytes('GET', `/api/cases/${caseId}/summary.pdf`);
  if (name === 'filing.print') return client.bytes('GET', `/api/cases/${caseId}/filings/${nobody}/print.pdf`);
  const query = queries[name as keyof typeof queries];
  const { path, rest } = queryPath(query.path, query.policy.about === 'case' ? { caseId, ...queryInputs[name] } : {});
  if ('takes' in query) {
    // A file's bytes, without saying what it is: whoever is told so was let in.
    const response = client.raw('POST', path, Buffer.from('bytes'), { 'content-type': 'application/octet-stream', 'sojourn-file-name': 'photo' });
    return response.then(async (one) => ({ status: one.status, text: await one.text() }));
  }
  return query.method === 'GET' ? client.bytes('GET', path) : client.bytes('POST', path, rest);
}

function said({ status, text }: Sent): Expected | `status ${number}` {
  if (status >= 500) return `status ${status}`;
  const kind = text.startsWith('{') ? (JSON.parse(text) as { readonly kind?: string }).kind : undefined;
  if (kind === 'no-such-case') return 'nothing-there';
  if (kind === 'case-closed') return 'closed';
  return kind === 'not-allowed' ? 'no' : 'yes';
}

/** Some at a time: one server, many cells. */
async function eachOf<One>(all: readonly One[], work: (one: One) => Promise<void>): Promise<void> {
  const left = [...all];
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) await work(one);
    }),
  );
}

describe('who may do what, over HTTP', () => {
  it('every cell: role × operation × how one stands to the case', async () => {
    const rows = operationRows();
    const cells = rows.flatMap(({ name, policy }) =>
      roles.flatMap((role) => (policy.about === 'case' ? situations : (['own-office'] as const)).map((situation) => ({ name, policy, role, situation }))),
    );
    const nowhere = newId<CaseId>();
    const forNowhere = new Map<string, Sent>();
    await eachOf(
      rows.filter(({ policy }) => policy.about === 'case').flatMap(({ name }) => roles.map((role) => ({ name, role }))),
      async ({ name, role }) => void forNowhere.set(`${name} ${role}`, await send(people[role], name, nowhere)),
    );
    const wrong: string[] = [];
    await eachOf(cells, async ({ name, policy, role, situation }) => {
      const answer = await send(people[role], name, cases[situation].caseId);
      const expected = expectedOf(policy, role, situation);
      const got = said(answer);
      if (got !== (expected === 'authority' ? 'yes' : expected)) wrong.push(`${name} · ${role} · ${situation}: ${got}, expected ${expected}`);
      // Not yours is, to the byte, not there.
      if (expected === 'nothing-there' && JSON.stringify(answer) !== JSON.stringify(forNowhere.get(`${name} ${role}`)))
        wrong.push(`${name} · ${role} · ${situation}: ${answer.text} is not ${forNowhere.get(`${name} ${role}`)?.text}`);
    });
    expect(wrong.sort()).toEqual([]);
    expect(cells.length).toBeGreaterThan(2_000);
  }, 240_000);

  it('what needs the person’s agreement is refused to those who reach the case, where the person said no', async () => {
    const { caseId, personId } = cases['no-authority'];
    const needing = operationRows().filter(({ policy }) => policy.authority !== undefined);
    expect(needing.map(({ name }) => name)).toEqual(['application.submit', 'consulate.contact', 'filing.make', 'referral.share']);
    for (const role of ['caseworker', 'supervisor'] as const) {
      const client = people[role];
      const sealed = [{ field: 'summary', subjectId: personId, text: 'Words.' }];
      expect(await client.act('application.submit', caseId, { programme: 'gaf-2013', urgency: 'standard' }, { sealed })).toMatchObject({
        body: { kind: 'consent-refused' },
      });
      const { recipients } = (await client.get('/api/directory')).body as {
        readonly recipients: readonly { readonly recipientId: string; readonly reach: string; readonly kind: string }[];
      };
      const recipient = recipients.find((one) => one.kind === 'health-service') ?? recipients[0];
      const preview = await client.post(`/api/cases/${caseId}/referral-preview`, { recipientId: recipient?.recipientId, facts: ['place.present-country'] });
      const input = {
        subjectId: personId,
        recipientId: recipient?.recipientId,
        reason: 'additional-services-required',
        facts: ['place.present-country'],
        fingerprint: preview.body['fingerprint'],
      };
      const shared = await client.act('referral.share', caseId, input);
      expect(shared).toMatchObject({ status: 422, body: { kind: expect.stringMatching(/^consent-/) } });
      const leaving = async (kind: string) => {
        const recipientId = recipients.find((one) => one.kind === kind)?.recipientId;
        const seen = await client.post(`/api/cases/${caseId}/referral-preview`, { recipientId, facts: ['place.present-country'] });
        return { subjectId: personId, recipientId, facts: ['place.present-country'], fingerprint: seen.body['fingerprint'], warned: true };
      };
      const filed = await client.act('filing.make', caseId, { ...(await leaving('asylum-authority')), filing: 'asylum' });
      expect(filed).toMatchObject({ status: 422, body: { kind: expect.stringMatching(/^consent-/) } });
      const told = await client.act('consulate.contact', caseId, { ...(await leaving('consulate')), act: 'visit' });
      expect(told).toMatchObject({ status: 422, body: { kind: 'fear-not-asked' } });
    }
  });
});
