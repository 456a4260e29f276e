import { type CaseState, caseFold, everJoinedWith, isFoundBy, searchKindOf } from '@sojourn/casework';
import { factsOf } from '@sojourn/journal';
import type { CaseId, JsonValue } from '@sojourn/kernel';
import { type Described, isProposed, type Weighed, weigh } from '@sojourn/matching';
import type { Actor } from '@sojourn/operations';
import type { SearchKind } from '@sojourn/people';
import { type ContextTx, findByTokens, readCasesTogether, readSearchIndex, sealedOfCase } from '@sojourn/storage';
import { type Desk, todayOf } from './desk.ts';
import { officesOf, reached } from './reach.ts';
import { keysOf, wantedUnder } from './search-tokens.ts';

/** Another record that may be of the same person, with what speaks for it and against it. A person decides. */
export type Likely = Weighed & { readonly state: CaseState };

const [LOOKED_AT, OPENED, SHOWN] = [60, 40, 10];
const factIds = { birth: 'person.birth-date', gender: 'person.gender', citizenship: 'person.citizenship' } as const;

/** As a file's row, or a case, says of one person. */
export function describedByFacts(facts: ReadonlyMap<string, JsonValue>): Pick<Described, 'birth' | 'gender' | 'citizenship'> {
  const [birth, gender, citizenship] = [facts.get(factIds.birth), facts.get(factIds.gender), facts.get(factIds.citizenship)];
  return {
    ...(typeof birth === 'string' ? { birth } : {}),
    ...(typeof gender === 'string' ? { gender } : {}),
    ...(Array.isArray(citizenship) ? { citizenship: citizenship.map(String) } : {}),
  };
}

/** Opened in memory, compared and let go; names, numbers and papers that somebody can be found by, and three facts. */
export async function describedAs(desk: Desk, tx: ContextTx, state: CaseState): Promise<Described> {
  const texts: Record<SearchKind, string[]> = { name: [], phone: [], document: [] };
  const rows = (await sealedOfCase(tx, state.caseId)).flatMap(({ ciphertext, ...row }) => {
    const kind = searchKindOf(row);
    return kind === undefined || row.subjectId !== state.personId || ciphertext === null || !isFoundBy(state, kind, row) ? [] : [{ ...row, kind, ciphertext }];
  });
  const opened = await desk.vault.revealTexts(
    rows.map(({ subjectId, entryId, field, ciphertext }) => ({ place: { organisationId: tx.organisationId, subjectId, entryId, field }, ciphertext })),
  );
  for (const [at, one] of opened.entries()) if (one.ok) texts[rows[at]?.kind ?? 'name'].push(one.value);
  const own = state.assertions.filter((one) => one.subjectId === state.personId);
  const known = [...factsOf(own, todayOf(desk))].flatMap(([fact, one]) => (one.is === 'value' ? [[fact, one.value as JsonValue] as const] : []));
  return { names: texts.name, phones: texts.phone, documents: texts.document, ...describedByFacts(new Map(known)) };
}

/**
 * Records of one's own office and teams that may be of the person described: found by the same tokens as a search, each compared
 * whole. Restricted cases are never among them. Undefined while tokens are being built.
 */
export async function likelySame(
  desk: Desk,
  actor: Actor,
  tx: ContextTx,
  described: Described,
  leaveOut: ReadonlySet<CaseId>,
): Promise<readonly Likely[] | undefined> {
  const index = await readSearchIndex(tx);
  // Where search is switched off nobody is found, and so nobody is proposed.
  if (index?.off === true) return [];
  if (index?.generation == null) return undefined;
  const { generation, bits } = index;
  const keys = await keysOf(desk, tx, { generation, bits });
  const wanted = [
    ...described.names.map((text) => wantedUnder(keys, 'name', text)),
    ...described.phones.map((text) => wantedUnder(keys, 'phone', text)),
    ...described.documents.map((text) => wantedUnder(keys, 'document', text)),
  ].filter(({ words }) => words.length > 0);
  const cases = new Set<CaseId>();
  for (const one of wanted) {
    const { rows } = await findByTokens(tx, { generation, offices: officesOf(actor), ...one, atMost: LOOKED_AT });
    for (const { caseId } of rows) if (!leaveOut.has(caseId)) cases.add(caseId);
  }
  const states = await readCasesTogether<CaseState>(tx, caseFold, [...cases].slice(0, OPENED), () => []);
  const found: Likely[] = [];
  for (const { state } of states.values()) {
    if (reached(desk, actor, state) === undefined) continue;
    const weighed = weigh(described, await describedAs(desk, tx, state));
    if (isProposed(weighed)) found.push({ ...weighed, state });
  }
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN);
}

const rank = ({ is, evidence }: Weighed): number => (is === 'likely' ? 0 : 100) - evidence.length;

/** Records that are, or were, joined with it, and those a person has said to be somebody else's: nobody is asked twice. */
export const alreadyDecided = (state: CaseState): ReadonlySet<CaseId> =>
  new Set([state.caseId, ...everJoinedWith(state), ...state.toldApart.map(({ otherCaseId }) => otherCaseId)]);
