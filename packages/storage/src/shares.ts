import type { ContextTx, Storage } from './context.ts';

export type ShareCode = {
  readonly organisationId: string;
  readonly caseId: string;
  readonly shareId: string;
  readonly issuedBy: string;
  readonly codeHash: string;
};
const eventKinds = ['opened', 'received', 'declined', 'refused', 'destroyed'] as const;
export type ShareEventKind = (typeof eventKinds)[number];
export type ShareEvent = { readonly shareId: string; readonly kind: ShareEventKind; readonly at: string };

/** The code that opens a package now; one issued before opens nothing any more. */
export async function keepShareCode(
  tx: ContextTx,
  code: { readonly shareId: string; readonly caseId: string; readonly recipientKind: string; readonly codeHash: string },
): Promise<void> {
  await tx.rows(
    `insert into sojourn.share_code (organisation_id, share_id, issue, case_id, recipient_kind, code_hash, issued_by)
     select $1::uuid, $2::uuid, coalesce(max(issue), 0) + 1, $3::uuid, $4, $5, $6::uuid from sojourn.share_code where organisation_id = $1 and share_id = $2`,
    [tx.organisationId, code.shareId, code.caseId, code.recipientKind, code.codeHash, tx.actorId],
  );
}

/** Through the sign-in login, which sees whose package a door belongs to and nothing of it. */
export async function findShareCode(storage: Storage, shareId: string): Promise<ShareCode | undefined> {
  const found = await storage.session.query<ShareCode>(
    `select organisation_id as "organisationId", case_id as "caseId", share_id as "shareId", issued_by as "issuedBy", code_hash as "codeHash"
     from sojourn.share_code where share_id = $1 order by issue desc limit 1`,
    [shareId],
  );
  return found.rows[0];
}

export async function keepShareEvent(
  tx: ContextTx,
  event: { readonly eventId: string; readonly shareId: string; readonly caseId: string; readonly kind: ShareEventKind },
): Promise<void> {
  await tx.rows('insert into sojourn.share_event (organisation_id, event_id, share_id, case_id, kind) values ($1,$2,$3,$4,$5)', [
    tx.organisationId,
    event.eventId,
    event.shareId,
    event.caseId,
    event.kind,
  ]);
}

export function listShareEvents(tx: ContextTx, caseId: string): Promise<readonly ShareEvent[]> {
  return tx.rows<ShareEvent>(
    `select share_id as "shareId", kind, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
     from sojourn.share_event where organisation_id = $1 and case_id = $2 order by sojourn.share_event.at`,
    [tx.organisationId, caseId],
  );
}
