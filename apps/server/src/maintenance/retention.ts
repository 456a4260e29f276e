import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type CaseState, caseFold, joinedInto, joinedWith, standingHolds } from '@sojourn/casework';
import type { Retention } from '@sojourn/catalogue';
import { addDays, addMonths, type CaseId, type OrganisationId, type PlainDate, type UserId } from '@sojourn/kernel';
import { countErasable, findAccount, listOrganisations, readCasesTogether, readEntries, readHeads, withContext } from '@sojourn/storage';
import { todayOf } from '../desk.ts';
import { erase } from '../erasing.ts';
import type { House } from '../open-house.ts';
import type { Maintenance } from './command.ts';

type Due = { readonly caseId: CaseId; readonly code: string; readonly rule: Retention; readonly since: PlainDate };

/** Without --do it only lists what is over its period and why. Each case gets a certificate of its own. */
export const retention: Maintenance = {
  usage: 'retention [--do --requested-by USER --approved-by USER [--unreviewed-periods]] [--backups-kept DAYS]   what is kept longer than it may be',
  beside: 'any',
  run: async ({ house, settings, words, say }) => {
    const { values } = parseArgs({
      args: [...words],
      options: {
        'requested-by': { type: 'string' },
        'approved-by': { type: 'string' },
        'backups-kept': { type: 'string', default: '30' },
        do: { type: 'boolean', default: false },
        'unreviewed-periods': { type: 'boolean', default: false },
      },
    });
    const kept = Number(values['backups-kept']);
    if (!Number.isInteger(kept) || kept < 0) throw new Error(retention.usage);
    const { desk } = house;
    const people = values.do ? await twoPeople(house, values['requested-by'], values['approved-by']) : undefined;
    let [due, held, done] = [0, 0, 0];
    for (const organisation of await listOrganisations(house.addresses.setUp)) {
      if (people !== undefined && people.organisationId !== organisation.organisationId) continue;
      const who = {
        organisationId: organisation.organisationId as OrganisationId,
        actorId: (people?.approvedBy ?? organisation.userId) as UserId,
        purpose: 'administration' as const,
      };
      const found = await withContext(desk.storage, who, (tx) => dueCases(tx, desk.bundle.catalogue.retention, todayOf(desk)));
      held += found.held;
      for (const one of found.due) {
        due += 1;
        say(`${organisation.name}, ${one.code}: ${one.rule.reach} is over its ${one.rule.months} months since ${one.since} (${one.rule.id})`);
        if (people === undefined) continue;
        if (one.rule.review === 'unreviewed' && !values['unreviewed-periods']) {
          say('  not erased: nobody has reviewed this period. Review it in the catalogue, or say --unreviewed-periods.');
          continue;
        }
        const asked = {
          organisationId: organisation.organisationId,
          caseId: one.caseId,
          reach: one.rule.reach,
          reason: 'retention-period-over',
          requestedBy: people.requestedBy,
          approvedBy: people.approvedBy,
          goneFromBackupsOn: addDays(todayOf(desk), kept),
          decidedAt: desk.clock.now(),
        };
        const outcome = await erase(desk, settings.dataFolder, asked, randomUUID);
        if (!outcome.ok) {
          say(`  not erased: ${outcome.refusal.kind}`);
          continue;
        }
        done += 1;
        for (const { certificateId, goneFromBackupsOn } of outcome.value)
          say(`  certificate ${certificateId}: unreadable here from today, in backups from ${goneFromBackupsOn}`);
      }
    }
    say(`${due} cases are over a period; ${held} more would be, but a legal hold stands; ${done} erased.`);
    if (people === undefined && due > 0) say('Nothing was changed. With --do, --requested-by and --approved-by it is done, and cannot be undone.');
    return 0;
  },
};

async function twoPeople(house: House, asking?: string, approving?: string) {
  const { storage } = house.desk;
  const [asks, approves] = await Promise.all([findAccount(storage, asking ?? ''), findAccount(storage, approving ?? '')]);
  if (asks === undefined || approves === undefined) throw new Error('Name two people of this installation: --requested-by and --approved-by.');
  if (asks.userId === approves.userId || asks.organisationId !== approves.organisationId)
    throw new Error('Another person of the same organisation must approve.');
  if (!approves.roles.some((role) => role === 'supervisor' || role === 'administrator'))
    throw new Error('Whoever approves is a supervisor or an administrator.');
  return { organisationId: approves.organisationId as string, requestedBy: asks.userId, approvedBy: approves.userId };
}

async function dueCases(
  tx: Parameters<typeof readHeads>[0],
  rules: readonly Retention[],
  today: PlainDate,
): Promise<{ readonly due: readonly Due[]; readonly held: number }> {
  const due: Due[] = [];
  let held = 0;
  for (const { caseId } of await readHeads(tx)) {
    const records = await readCasesTogether<CaseState>(tx, caseFold, [caseId], joinedWith);
    const state = records.get(caseId)?.state;
    // Records joined as one person's are one record here: the one that is kept says whether work goes on.
    if (state === undefined || joinedInto(state) !== undefined) continue;
    const days = await Promise.all([...records.keys()].map((id) => lastDay(tx, id)));
    const last = days.reduce((latest, day) => (latest === undefined || (day !== undefined && day > latest) ? day : latest), undefined);
    const over = rules
      .flatMap((rule) => {
        const counts = rule.clock === 'case-closed' ? state.closure !== undefined : state.closure === undefined;
        const since = counts ? last : undefined;
        return since !== undefined && addMonths(since, rule.months) <= today ? [{ caseId, code: state.caseCode, rule, since }] : [];
      })
      // What reaches further comes first and takes the other with it.
      .sort((a, b) => (a.rule.reach === b.rule.reach ? 0 : a.rule.reach === 'whole' ? -1 : 1));
    for (const one of over.slice(0, 1)) {
      let left = 0;
      for (const id of records.keys()) {
        const { entries, sealedValues } = await countErasable(tx, id, one.rule.reach);
        left += entries + sealedValues;
      }
      if (left === 0) continue;
      if ([...records.values()].some((record) => standingHolds(record.state).length > 0)) held += 1;
      else due.push(one);
    }
  }
  return { due, held };
}

/** The last day on which something happened; also after closing, and not counting what was done about keeping the record itself. */
async function lastDay(tx: Parameters<typeof readHeads>[0], caseId: CaseId): Promise<PlainDate | undefined> {
  const aboutKeeping = (kind: string) => kind.startsWith('legal-hold') || kind.startsWith('records-');
  const days = (await readEntries(tx, caseId)).filter(({ envelope }) => !aboutKeeping(envelope.kind)).map(({ envelope }) => envelope.occurredLatest);
  return days.reduce<PlainDate | undefined>((latest, day) => (latest === undefined || day > latest ? day : latest), undefined);
}
