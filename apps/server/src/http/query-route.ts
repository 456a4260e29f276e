import type { CleanedFile } from '@sojourn/documents';
import { type CaseId, type EntryId, isUuid, mintId, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { type Actor, type AnyQuery, isNever } from '@sojourn/operations';
import { type ContextTx, logAccess, withContext } from '@sojourn/storage';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findCase } from '../case-access.ts';
import { type Desk, deskFor } from '../desk.ts';
import { withRulesOf } from '../own-rules.ts';
import type { Answering } from '../queries/answer.ts';
import { type Progress, quiet, startLongWork } from '../work.ts';
import { sendFile, withFile } from './files.ts';
import { admit } from './principal.ts';
import { sendRefusal } from './refusals.ts';
import { streamPages, wantsLines } from './stream-pages.ts';

/** What a query is asked with: what its schema read, a file where it takes one, and whom to tell how far it is; or only whether it may be asked at all. */
type Asking = {
  readonly given: object;
  readonly missing: Refusal | undefined;
  readonly file?: CleanedFile;
  readonly progress?: Progress;
  readonly onlyWhether?: true;
};

/** The route of one query, all of it from the declaration: who may, what it takes and gives, pages, lines, long work, the access log. */
export function queryRoute(app: FastifyInstance, desk: Desk, query: AnyQuery, answer: Answering<AnyQuery>): void {
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const admitted = await admit(desk, request, query);
    if (!admitted.ok) return sendRefusal(reply, admitted.refusal);
    const { actor, missing } = admitted.value;
    const body = query.takes === 'file' ? {} : (request.body as object | undefined);
    const given = { ...(request.query as object), ...body, ...(request.params as object), ...fileName(query, request) };
    const ask = (more: Partial<Asking> = {}) => askQuery(desk, actor, query, answer, { given, missing, ...more });
    if (query.paged !== undefined && wantsLines(request))
      return streamPages(reply, query.paged.items, (cursor) => ask({ given: { ...given, limit: 200, ...cursor } }));
    if (query.long === true && /\brespond-async\b/.test(String(request.headers['prefer'] ?? '')))
      return startLongWork(desk, actor, query, reply, (progress) => ask({ progress }));
    // Who may, for which case, and whether it was asked rightly, is known before a byte of a file is read.
    const may = query.takes === 'file' ? await ask({ onlyWhether: true }) : ok(undefined);
    const result = !may.ok ? may : query.takes === 'file' ? await withFile(request, (file) => ask({ file })) : await ask();
    if (!result.ok) return sendRefusal(reply, result.refusal);
    return query.gives === 'file' ? sendFile(reply, result.value) : query.output.parse(result.value);
  };
  app.route({ method: query.method, url: query.path, config: { forTokens: true }, handler });
}

/** A file's name is identity: it stands in no address, and in a header only, which is not logged. */
function fileName(query: AnyQuery, { headers }: FastifyRequest): { readonly name?: string } {
  const text = headers['sojourn-file-name'];
  if (query.takes !== 'file' || typeof text !== 'string') return {};
  try {
    return { name: decodeURIComponent(text) };
  } catch {
    return { name: text };
  }
}

/** In one transaction: the policy, the case, the answer and its line in the access log. */
function askQuery(desk: Desk, actor: Actor, query: AnyQuery, answer: Answering<AnyQuery>, asking: Asking): Promise<Result<unknown, Refusal>> {
  const { given, missing, file, progress = quiet, onlyWhether = false } = asking;
  const caseId: { readonly caseId?: string } = 'caseId' in given && isUuid(String(given.caseId)) ? { caseId: String(given.caseId) } : {};
  const ask = async (tx: ContextTx): Promise<Result<unknown, Refusal>> => {
    const never = isNever(query.policy, actor);
    const first = never ?? missing;
    if (first !== undefined) return refused(first);
    // Before the input is looked at: what is wrong with it is said to nobody for whom there is no such case.
    const about =
      query.policy.about === 'case' && caseId.caseId !== undefined
        ? await findCase(desk, tx, actor, query.policy, caseId.caseId as CaseId, query.locks)
        : ok(undefined);
    if (!about.ok) return about;
    const input = query.input.safeParse(given);
    if (!input.success) return refused({ kind: 'input-not-understood', where: input.error.issues.map((issue) => issue.path.join('.')) });
    if (onlyWhether) return ok(undefined);
    return answer(deskFor(query.policy, await withRulesOf(desk, tx)), actor, tx, input.data, about.value as never, {
      progress,
      ...(file === undefined ? {} : { file }),
    });
  };
  return withContext(desk.storage, { ...actor, actorId: actor.userId, purpose: query.policy.purpose }, async (tx) => {
    const found = await ask(tx);
    // That they may is no look at anything yet.
    if (!found.ok ? query.audit !== 'apart' : query.audit === 'always' && !onlyWhether)
      await logAccess(tx, {
        accessId: mintId<EntryId>(desk.chance, desk.clock.now()),
        operation: query.name,
        purpose: query.policy.purpose,
        ...caseId,
        outcome: found.ok ? 'done' : found.refusal.kind,
      });
    return found;
  });
}
