import type { Bundle } from '@sojourn/catalogue';
import { type CaseId, type Chance, type Clock, dateOfInstant, type PlainDate } from '@sojourn/kernel';
import type { CaseStanding, Policy } from '@sojourn/operations';
import type { ContextTx, Storage } from '@sojourn/storage';
import type { Vault } from '@sojourn/vault';

export type Announce = (
  tx: ContextTx,
  about: { readonly caseId: CaseId; readonly standing: CaseStanding; readonly entries: readonly { readonly kind: string; readonly entryId: string }[] },
) => Promise<void>;

/** What every operation of this server is given. */
export type Desk = {
  readonly storage: Storage;
  readonly vault: Vault;
  /** What decides: the catalogue, inside an organisation with the rules it published in its own words. */
  readonly bundle: Bundle;
  /** The catalogue itself, where `bundle` is an organisation's own. */
  readonly original?: Bundle;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Tells programs elsewhere, in the act's own transaction; absent where nobody is served. */
  readonly announce?: Announce;
  /** Whose subjects people may be linked to. */
  readonly signOnIssuer?: string;
  /** A demonstration: files that look as if they were about real people are not taken. */
  readonly inventedOnly?: boolean;
  /** Where a message can be sent by a machine; without one, a person sends it. */
  readonly messagePorts?: MessagePorts;
};

/** Throws when it was not sent. Given an address, the agreed sender's name where there is one, and the words: nothing else. */
export type MessagePort = (message: { readonly to: string; readonly sender: string | undefined; readonly text: string }) => Promise<void>;
type MessagePorts = { readonly [channel in 'sms' | 'e-mail']?: MessagePort };

export function todayOf(desk: Desk): PlainDate {
  return dateOfInstant(desk.clock.now());
}

/** For an operation that does not read sealed words: a vault that opens nothing, whatever its code says. */
export function deskFor(policy: Policy, desk: Desk): Desk {
  if (policy.sealed === 'reads') return desk;
  const closed = () => Promise.reject(new Error('An operation that reads no sealed words tried to open some'));
  const shut = { revealText: closed, revealChunk: closed };
  return { ...desk, vault: { ...desk.vault, ...shut, revealTexts: closed, forOneOperation: () => ({ ...desk.vault.forOneOperation(), ...shut }) } };
}
