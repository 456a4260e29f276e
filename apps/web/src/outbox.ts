import type { Refusal, Result } from '@sojourn/kernel';
import type { ActReceipt, ActRequest } from '@sojourn/operations';
import Dexie, { type Table } from 'dexie';

type Stored = {
  readonly actId: string;
  readonly order: number;
  readonly caseId: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  readonly refusedKind?: string;
};
type Held = { readonly name: string; readonly request: ActRequest };
export type Waiting = { readonly actId: string; readonly caseId: string; readonly name: string; readonly refusedKind: string | undefined };
export type Outcome = Result<ActReceipt, Refusal> | { readonly ok: 'waiting' };
export type SendAct = (name: string, request: ActRequest) => Promise<Result<ActReceipt, Refusal>>;

class OutboxStore extends Dexie {
  declare readonly acts: Table<Stored, string>;
  constructor(name: string) {
    super(name);
    this.version(1).stores({ acts: 'actId, order' });
  }
}

/**
 * Every act waits here, encrypted, until the server has answered for it. The key is known only while someone is signed in.
 * A lost reply is sent again under the same id; a refused act is kept and shown until a person has read it.
 */
export class Outbox {
  readonly #store: OutboxStore;
  readonly #key: CryptoKey;
  readonly #send: SendAct;
  readonly #listeners = new Set<() => void>();
  #flushing: Promise<ReadonlyMap<string, Outcome>> | undefined;
  #list: readonly Waiting[] = [];

  private constructor(store: OutboxStore, key: CryptoKey, sendAct: SendAct) {
    this.#store = store;
    this.#key = key;
    this.#send = sendAct;
  }

  static async open(userId: string, keyBase64: string, sendAct: SendAct): Promise<Outbox> {
    const bytes = Uint8Array.from(atob(keyBase64), (letter) => letter.charCodeAt(0));
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
    const outbox = new Outbox(new OutboxStore(`sojourn-outbox-${userId}`), key, sendAct);
    await outbox.#refresh();
    return outbox;
  }

  /** Resolves when the server has answered, or as soon as it is clear that it cannot be reached now. */
  async add(name: string, request: ActRequest): Promise<Outcome> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const held: Held = { name, request };
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.#key, new TextEncoder().encode(JSON.stringify(held)));
    // Not the time: a clock that was set back would send a later act first.
    const last = await this.#store.acts.orderBy('order').last();
    await this.#store.acts.put({ actId: request.actId, order: (last?.order ?? 0) + 1, caseId: request.caseId, iv, sealed });
    await this.#refresh();
    await this.#flushing;
    return (await this.flush()).get(request.actId) ?? { ok: 'waiting' };
  }

  flush(): Promise<ReadonlyMap<string, Outcome>> {
    this.#flushing ??= this.#sendAll().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  async #sendAll(): Promise<ReadonlyMap<string, Outcome>> {
    const outcomes = new Map<string, Outcome>();
    for (const stored of await this.#store.acts.orderBy('order').toArray()) {
      if (stored.refusedKind !== undefined) continue;
      const held = await this.#open(stored);
      try {
        const outcome = await this.#send(held.name, held.request);
        if (!outcome.ok && outcome.refusal.kind === 'not-signed-in') break;
        outcomes.set(stored.actId, outcome);
        if (outcome.ok) await this.#store.acts.delete(stored.actId);
        else await this.#store.acts.update(stored.actId, { refusedKind: outcome.refusal.kind });
      } catch {
        break;
      }
    }
    await this.#refresh();
    return outcomes;
  }

  async #open(stored: Stored): Promise<Held> {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: stored.iv }, this.#key, stored.sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as Held;
  }

  async #refresh(): Promise<void> {
    const stored = await this.#store.acts.orderBy('order').toArray();
    this.#list = await Promise.all(
      stored.map(async (one) => ({ actId: one.actId, caseId: one.caseId, name: (await this.#open(one)).name, refusedKind: one.refusedKind })),
    );
    for (const listener of this.#listeners) listener();
  }

  readonly list = (): readonly Waiting[] => this.#list;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** After a person has read why it was refused. */
  async dismiss(actId: string): Promise<void> {
    await this.#store.acts.delete(actId);
    await this.#refresh();
  }

  close(): void {
    this.#store.close();
  }
}
