/** Everything a backup of the cases holds, in an order that needs nothing later. Keys are in a store and a backup of their own; sessions, known devices, counted tries, tokens and the context key are made anew: a token that was ended must not come back. Work under way broke off with the machine. Search tokens are built anew from the sealed values; what was asked of other offices is asked again. */
export const caseTables = [
  'organisation',
  'office',
  'app_user',
  'bundle',
  'entry',
  'entry_payload',
  'sealed_value',
  'case_snapshot',
  'act_receipt',
  'device_act',
  'refused_act',
  'access_log',
  'access_batch',
  'import_source',
  'import_row',
  'erasure_certificate',
  'recipient',
  'share_code',
  'share_event',
  'authenticator_app',
  'passkey',
  'recovery_code',
  'account_change',
  'account_request',
  'slip',
  'attachment',
  'attachment_chunk',
  'webhook',
  'webhook_delivery',
  'sign_on_link',
  'duress_contact',
  'duress_alarm',
  'duress_seen',
  'export_request',
  'notice',
  'notice_seen',
  'lent_role',
  'lent_role_end',
  'complaint',
  'complaint_step',
  'complaint_access',
  'law_review',
  'law_remark',
  'rule_draft',
  'rule_decision',
  'complaint_door',
  'complaint_word',
  'search_use',
  'search_switch',
] as const;

export const keyTables = ['epoch_key', 'person_key', 'former_person_key', 'organisation_key', 'rotation', 'erasure'] as const;

/** In the case database and not in a backup, each for a reason written above. */
export const leftOut = [
  'context_key',
  'session',
  'api_token',
  'work',
  'known_device',
  'sign_in_tries',
  'spent_challenge',
  'search_index',
  'search_token',
  'case_member',
  'search_request',
  'search_answer',
] as const;

/** What a column that came later says of a row that an earlier release wrote. */
export const cameLater: Readonly<Record<string, Readonly<Record<string, number | string | boolean>>>> = {
  person_key: { generation: 1 },
  app_user: { device_generation: 0 },
  // Without a day it would stand in both parts of the work list.
  case_snapshot: { urgent_at: '1970-01-01T00:00:00Z' },
  complaint: { with_many: false },
};

/**
 * Secrets beside the database that a new machine needs to go on as the same installation; they travel with the keys, never with the cases.
 * `anchor-key` signs anchors and the access log's batches; under `outbox` lies what waits on people's devices.
 */
export const carriedSecrets = ['anchor-key', 'outbox'] as const;
