import type { Recipient } from '@sojourn/directory';
import type { JsonValue } from '@sojourn/kernel';
import type { ContextTx } from './context.ts';

type Row = {
  readonly recipient_id: string;
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly country: string | null;
  readonly agreement_id: string | null;
  readonly agreement_expires_on: string | null;
  readonly retired: boolean;
};

/** Each named recipient as it stands now, by id. */
export async function listRecipients(tx: ContextTx): Promise<ReadonlyMap<string, JsonValue>> {
  const rows = await tx.rows<Row>(
    `select distinct on (recipient_id) recipient_id, kind, code, name, country, agreement_id, agreement_expires_on, retired
     from sojourn.recipient where organisation_id = $1 order by recipient_id, version desc`,
    [tx.organisationId],
  );
  return new Map(rows.map((row) => [row.recipient_id, recipientOf(row)]));
}

function recipientOf(row: Row): JsonValue {
  const { recipient_id: recipientId, kind, code, name, country, agreement_id: agreementId, agreement_expires_on: expiresOn, retired } = row;
  return {
    ...{ recipientId, kind, code, name, retired },
    ...(country === null ? {} : { country }),
    ...(agreementId === null || expiresOn === null ? {} : { agreement: { agreementId, expiresOn } }),
  };
}

/** A new version; what was written before stays. Throws when it would become another kind. */
export async function keepRecipient(tx: ContextTx, recipient: Recipient): Promise<void> {
  const { recipientId, kind, code, name, country, agreement, retired } = recipient;
  await tx.rows(
    `insert into sojourn.recipient (organisation_id, recipient_id, version, kind, code, name, country, agreement_id, agreement_expires_on, retired, written_by)
     select $1::uuid, $2::uuid, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7, $8::date, $9, $10::uuid from sojourn.recipient where organisation_id = $1 and recipient_id = $2`,
    [tx.organisationId, recipientId, kind, code, name, country ?? null, agreement?.agreementId ?? null, agreement?.expiresOn ?? null, retired, tx.actorId],
  );
}
