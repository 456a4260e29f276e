import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type CaseState, caseFold } from '@sojourn/casework';
import { addDays, type CaseId, type OrganisationId, type PersonId, type UserId } from '@sojourn/kernel';
import { countErasable, findAccount, findCaseByCode, readCase, standsElsewhere, withContext } from '@sojourn/storage';
import { todayOf } from '../desk.ts';
import { erase as carryOut, erasureReaches } from '../erasing.ts';
import type { Maintenance } from './command.ts';

const reasons = ['person-asked', 'retention-period-over', 'recorded-by-mistake', 'court-order'] as const;
const reaches = ['identity', 'whole'] as const;

/** Two people: one asks, another, a supervisor or administrator of the same organisation, approves. Without --do it only says what would go. */
export const erase: Maintenance = {
  usage: `erase CASE-CODE --reach identity|whole --reason ${reasons.join('|')} --requested-by USER --approved-by USER [--only PERSON] [--backups-kept DAYS] [--do]`,
  beside: 'any',
  run: async ({ house: { desk }, settings, words, say }) => {
    const { positionals, values } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        reach: { type: 'string' },
        reason: { type: 'string' },
        'requested-by': { type: 'string' },
        'approved-by': { type: 'string' },
        'backups-kept': { type: 'string', default: '30' },
        only: { type: 'string' },
        do: { type: 'boolean', default: false },
      },
    });
    const [code] = positionals;
    const reach = reaches.find((one) => one === values.reach);
    const reason = reasons.find((one) => one === values.reason);
    const kept = Number(values['backups-kept']);
    if (code === undefined || reach === undefined || reason === undefined || !Number.isInteger(kept) || kept < 0) throw new Error(erase.usage);
    if (values.only !== undefined && reach !== 'identity') throw new Error('Of one person alone the words are erased: --reach identity.');
    const [asks, approves] = await Promise.all([
      findAccount(desk.storage, values['requested-by'] ?? ''),
      findAccount(desk.storage, values['approved-by'] ?? ''),
    ]);
    if (asks === undefined || approves === undefined) throw new Error('Name two people of this installation: --requested-by and --approved-by.');
    if (asks.userId === approves.userId) throw new Error('Another person must approve than the one who asks.');
    if (asks.organisationId !== approves.organisationId) throw new Error('Both people must belong to the organisation of the case.');
    if (!approves.roles.some((role) => role === 'supervisor' || role === 'administrator'))
      throw new Error('Whoever approves is a supervisor or an administrator.');
    const who = { organisationId: approves.organisationId as OrganisationId, actorId: approves.userId as UserId, purpose: 'administration' as const };
    const plan = await withContext(desk.storage, who, async (tx) => {
      const caseId = await findCaseByCode(tx, code);
      const held = caseId === undefined ? undefined : await readCase<CaseState>(tx, caseFold, caseId as CaseId);
      if (caseId === undefined || held === undefined) return undefined;
      const people = peopleOf(held.state);
      const only = people.find((one) => one.personId === values.only)?.personId;
      if (values.only !== undefined && only === undefined) throw new Error(`--only names nobody of this case. Of it are:\n${listed(people)}`);
      if (only !== undefined && (await standsElsewhere(tx, caseId as CaseId, only)))
        throw new Error('Words about this person stand in another case too: their key is not of this case alone.');
      const records = [];
      for (const record of await erasureReaches(tx, caseId, only))
        records.push({ ...record, counts: await countErasable(tx, record.caseId, reach, undefined, record.onlyAbout) });
      return { caseId, records, people, only };
    });
    if (plan === undefined) throw new Error('There is no such case in that organisation.');
    if (plan.only === undefined && plan.people.length > 1)
      say(`${code} speaks of these people; with --only, one of them alone is erased:\n${listed(plan.people)}`);
    for (const { caseCode, counts, subjectIds } of plan.records)
      say(`${caseCode}: ${counts.sealedValues} sealed values, ${counts.entries} entries, the keys of ${subjectIds.length} people.`);
    if (plan.records.length > 1) say('These records are joined as one person’s and go together. To erase only one of them, part them first.');
    if (!values.do) {
      say('Nothing was changed. With --do this is done, and cannot be undone.');
      return 0;
    }
    const asked = {
      organisationId: approves.organisationId,
      caseId: plan.caseId,
      reach,
      reason,
      requestedBy: asks.userId,
      approvedBy: approves.userId,
      goneFromBackupsOn: addDays(todayOf(desk), kept),
      decidedAt: desk.clock.now(),
      ...(plan.only === undefined ? {} : { onlyAbout: plan.only }),
    };
    const done = await carryOut(desk, settings.dataFolder, asked, randomUUID);
    if (!done.ok)
      throw new Error('A legal hold stands on this case, or on one that is joined with it. Nothing of it is erased until a supervisor has lifted it.');
    for (const { certificateId, goneFromBackupsOn } of done.value)
      say(
        `Certificate ${certificateId}: unreadable here from today, ${todayOf(desk)}; unreadable in backups from ${goneFromBackupsOn}, if those of the keys are destroyed by then.`,
      );
    return 0;
  },
};

type OfCase = { readonly personId: PersonId; readonly what: string };

/** By what they are and their ids: never by name. */
function peopleOf({ personId, people }: CaseState): readonly OfCase[] {
  return [
    { personId, what: 'whose case it is' },
    ...people.map((one) => ({ personId: one.personId, what: one.relations.map(({ relation }) => relation).join(', ') })),
  ];
}

const listed = (people: readonly OfCase[]): string => people.map(({ personId, what }) => `  ${personId}  ${what}`).join('\n');
