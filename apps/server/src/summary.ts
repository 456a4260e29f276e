import { type CaseState, viewOf } from '@sojourn/casework';
import { caseworkDocuments } from '@sojourn/casework/operations';
import type { Language } from '@sojourn/catalogue';
import { type SummaryContent, summaryPdf } from '@sojourn/documents';
import { type CaseId, type EntryId, isUuid, mintId, ok, refused } from '@sojourn/kernel';
import { isNever } from '@sojourn/operations';
import { evaluateProgramme } from '@sojourn/programmes';
import { rightsBrief } from '@sojourn/rights';
import { logAccess, withContext } from '@sojourn/storage';
import type { FastifyInstance } from 'fastify';
import { findCase } from './case-access.ts';
import { type Desk, todayOf } from './desk.ts';
import { factsForRules, onOneDay, rulesContext, statesOf } from './facts-of-case.ts';
import { sendRefusal } from './http/refusals.ts';
import { withRulesOf } from './own-rules.ts';
import { needsSession } from './sign-in/needs.ts';
import { actorOf } from './sign-in/signed-in.ts';
import { languageFrom, wordsFor } from './words.ts';

/** The one-page summary as PDF, for those who may view the case; each print is written to the access log. */
export function summaryRoute(app: FastifyInstance, desk: Desk): void {
  app.get<{ Params: { caseId: string }; Querystring: { language?: string } }>('/api/cases/:caseId/summary.pdf', async (request, reply) => {
    const actor = actorOf(needsSession(request).account);
    const { caseId } = request.params;
    const { policy } = caseworkDocuments['case.summary'];
    const { purpose } = policy;
    const found = await withContext(desk.storage, { ...actor, actorId: actor.userId, purpose }, async (tx) => {
      const never = isNever(policy, actor) ?? (isUuid(caseId) ? undefined : { kind: 'no-such-case' });
      const answer = never === undefined ? await findCase(desk, tx, actor, policy, caseId as CaseId) : refused(never);
      const line = {
        accessId: mintId<EntryId>(desk.chance, desk.clock.now()),
        operation: 'case.summary',
        purpose,
        outcome: answer.ok ? 'done' : answer.refusal.kind,
      };
      await logAccess(tx, isUuid(caseId) ? { ...line, caseId } : line);
      return answer.ok ? ok({ ...answer.value, own: await withRulesOf(desk, tx) }) : answer;
    });
    if (!found.ok) return sendRefusal(reply, found.refusal);
    const { held, own } = found.value;
    const { state } = held;
    const pdf = summaryPdf(summaryOf(own, state, languageFrom(request.query.language)));
    return reply.type('application/pdf').header('content-disposition', `inline; filename="${state.caseCode}.pdf"`).send(pdf);
  });
}

function summaryOf(desk: Desk, state: CaseState, language: Language): SummaryContent {
  const { catalogue, hash } = desk.bundle;
  const words = wordsFor(catalogue, language);
  const label = (key: string) => String({ ...catalogue.texts.en?.['summary'], ...catalogue.texts[language]?.['summary'] }[key] ?? key);
  const name = (kind: 'facts' | 'rights' | 'tests', id: string, part: string) =>
    (words[kind] as Readonly<Record<string, Readonly<Record<string, string>>>>)[id]?.[part] ?? id;
  const today = todayOf(desk);
  const view = viewOf(state, today);
  const facts = factsForRules(state, catalogue, onOneDay(today));
  const lists = new Map(catalogue.facts.map((fact) => [fact.id, fact.list ?? '']));
  const shown = (fact: string, value: unknown): string =>
    [value]
      .flat()
      .map((one) => words.places[String(one)] ?? words.codes[lists.get(fact) ?? '']?.[String(one)] ?? label(String(one)))
      .join(', ');
  const programme = catalogue.programmes.find((p) => p.id === 'gaf-2013');
  const money = (minor: number, currency: string) => {
    const format = new Intl.NumberFormat(language, { style: 'currency', currency });
    return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  };
  const section = (title: string, rows: SummaryContent['sections'][number]['rows']) => ({
    title: label(title),
    empty: label('none'),
    rows,
    columns: 2 as const,
  });
  return {
    language,
    title: label('title').replace('{code}', state.caseCode),
    lead: `${label('lead')} ${today}`,
    footer: `${label('footer')} ${hash.slice(0, 12)} · ${today}`,
    sections: [
      section(
        'facts',
        view.facts.map((held) => [name('facts', held.fact, 'name'), held.is === 'value' ? shown(held.fact, held.value) : label(held.is), ''] as const),
      ),
      section(
        'fund',
        programme === undefined
          ? []
          : evaluateProgramme(catalogue, programme, facts, rulesContext(catalogue, onOneDay(today))).tests.map(
              (test) =>
                [
                  name('tests', test.id, 'title'),
                  label(test.verdict.is),
                  test.verdict.is === 'not-applicable' ? '' : name('tests', test.id, test.verdict.is),
                ] as const,
            ),
      ),
      section(
        'rights',
        rightsBrief(catalogue, facts, statesOf(state, catalogue, today), today)
          .filter((line) => line.right.urgency === 'today' && line.holds === 'yes')
          .map((line) => {
            // One page: the State where the person is, and its first binding citation; the desk shows every State and article.
            const duty = line.duties.find((one) => one.role === 'destination' && one.binds === 'yes');
            const cited = duty?.citations.find((citation) => citation.party.is === 'party');
            const article =
              cited?.party.is === 'party'
                ? `${words.instruments[cited.instrument] ?? cited.instrument} ${cited.article}, ${label('party')} ${cited.party.boundFrom}; ${label('as-of')} ${cited.party.asOf}`
                : duty?.custom === true
                  ? label('custom')
                  : label('unknown');
            const unreviewed = cited === undefined || cited.reviewed ? '' : ` (${label('unreviewed')})`;
            return [
              name('rights', line.right.id, 'title'),
              '',
              `${duty === undefined ? '' : `${words.places[duty.state] ?? duty.state}: `}${article}${unreviewed}`,
            ] as const;
          }),
      ),
      section(
        'plan',
        view.planLines.map(
          (line) =>
            [
              label(`service.${line.service}`),
              `${line.quantity} × ${money(line.unitCost.minor, line.unitCost.currency)} = ${money(line.quantity * line.unitCost.minor, line.unitCost.currency)}`,
              label(line.approval === undefined ? 'open' : 'approved'),
            ] as const,
        ),
      ),
      section(
        'help',
        view.deliveries.map((one) => [label(`service.${one.service}`), `× ${one.quantity}`, one.on] as const),
      ),
    ],
  };
}
