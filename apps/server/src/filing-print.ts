import { askLedger, type CaseState, packageOf } from '@sojourn/casework';
import { caseworkDocuments } from '@sojourn/casework/operations';
import type { Language } from '@sojourn/catalogue';
import { held, towards } from '@sojourn/consent';
import { summaryPdf } from '@sojourn/documents';
import { type CaseId, type EntryId, isUuid, mintId, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { isNever } from '@sojourn/operations';
import { type ContextTx, logAccess, withContext } from '@sojourn/storage';
import { ar, en, es, fr } from '@sojourn/web/words';
import type { FastifyInstance } from 'fastify';
import { findCase } from './case-access.ts';
import { type Desk, todayOf } from './desk.ts';
import { sendRefusal } from './http/refusals.ts';
import { findRecipient, openWords } from './queries/sharing.ts';
import { needsSession } from './sign-in/needs.ts';
import { actorOf } from './sign-in/signed-in.ts';
import { languageFrom, wordsFor } from './words.ts';

type Params = { readonly caseId: string; readonly filingId: string };
const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, fr, es, ar };

/** The packet of one filing on paper: exactly what was previewed, and only while the person's wish stands. Each print is written down. */
export function filingPrintRoute(app: FastifyInstance, desk: Desk): void {
  app.get<{ Params: Params; Querystring: { language?: string } }>('/api/cases/:caseId/filings/:filingId/print.pdf', async (request, reply) => {
    const actor = actorOf(needsSession(request).account);
    const { caseId, filingId } = request.params;
    const { policy } = caseworkDocuments['filing.print'];
    const { purpose } = policy;
    const printed = await withContext(desk.storage, { ...actor, actorId: actor.userId, purpose }, async (tx) => {
      const never = isNever(policy, actor) ?? (isUuid(caseId) ? undefined : { kind: 'no-such-case' });
      const found = never === undefined ? await findCase(desk, tx, actor, policy, caseId as CaseId, true) : refused(never);
      const answer = found.ok ? await packetOf(desk, tx, found.value.held.state, filingId, languageFrom(request.query.language)) : found;
      const line = {
        accessId: mintId<EntryId>(desk.chance, desk.clock.now()),
        operation: 'filing.print',
        purpose,
        outcome: answer.ok ? 'done' : answer.refusal.kind,
      };
      await logAccess(tx, isUuid(caseId) ? { ...line, caseId } : line);
      return answer;
    });
    if (!printed.ok) return sendRefusal(reply, printed.refusal);
    return reply.type('application/pdf').header('content-disposition', 'inline; filename="filing.pdf"').send(printed.value);
  });
}

async function packetOf(desk: Desk, tx: ContextTx, state: CaseState, filingId: string, language: Language): Promise<Result<Buffer, Refusal>> {
  const filing = state.filings.find((one) => one.entryId === filingId);
  if (filing === undefined) return refused({ kind: 'no-such-entry' });
  const recipient = await findRecipient(tx, filing.recipientId);
  if (!recipient.ok) return recipient;
  const { subjectId, dataClasses, ground } = filing;
  const about = { purpose: 'filing', to: towards(recipient.value), subjectId, dataClasses, ground, filing: filing.filing } as const;
  const asked = askLedger(state, about, { on: todayOf(desk), at: desk.clock.now() });
  if (!asked.ok) return asked;
  held(asked.value, 'filing');
  const made = packageOf(state, filing, filing.on, filing.sequence);
  if (!made.ok) return made;
  if (made.value.fingerprint !== filing.fingerprint) throw new Error('A filing is not what was previewed');
  const { catalogue } = desk.bundle;
  const texts = wordsFor(catalogue, language);
  const names = texts.facts as Readonly<Record<string, Readonly<Record<string, string>>>>;
  const lists = new Map(catalogue.facts.map((fact) => [fact.id, fact.list ?? '']));
  const t = (key: string) => words[language][key] ?? key;
  const shown = (fact: string, value: unknown): string =>
    [value]
      .flat()
      .map(
        (one) =>
          texts.places[String(one)] ??
          texts.codes[lists.get(fact) ?? '']?.[String(one)] ??
          (typeof one === 'boolean' ? t(`answer.${one ? 'yes' : 'no'}`) : String(one)),
      )
      .join(', ');
  const said = (await openWords(desk, tx, state.caseId, made.value)).map(
    (one) => [t(`dataClass.${one.dataClass}`), 'text' in one ? one.text : t('case.erased'), ''] as const,
  );
  const facts = made.value.facts.map(
    (one) => [names[one.fact]?.['name'] ?? one.fact, one.is === 'value' ? shown(one.fact, one.value) : t(`answer.${one.is}`), ''] as const,
  );
  return ok(
    summaryPdf({
      language,
      title: t(`filing.${filing.filing}`),
      lead: `${recipient.value.name} · ${filing.on}`,
      footer: state.caseCode,
      sections: [{ title: t('filings.title'), empty: '', rows: [...said, ...facts] }],
    }),
  );
}
