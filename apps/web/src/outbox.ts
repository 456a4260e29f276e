import { deviceLink } from '@sojourn/journal';
import type { DeviceId, Refusal, Result } from '@sojourn/kernel';
import type { ActReceipt, ActRequest } from '@sojourn/operations';
import Dexie, { type Table } from 'dexie';
import { newId } from './device.ts';

type Stored = {
  readonly actId: string;
  readonly order: number;
  readonly caseId: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  readonly refusedKind?: string;
};
/** This user's acts on this browser, counted and linked: the server can tell which never arrived. */
type Counter = { readonly key: 'device'; readonly deviceId: DeviceId; readonly count: number; readonly link: string };
/** An act before the device has counted it. */
export type Uncounted = Omit<ActRequest, 'deviceId' | 'deviceSequence' | 'deviceLink'>;
type Held = { readonly name: string; readonly request: ActRequest };
export type Waiting = { readonly actId: string; readonly caseId: string; readonly name: string; readonly refusedKind: string | undefined };
export type Outcome = Result<ActReceipt, Refusal> | { readonly ok: 'waiting' | 'away' };
export type SendAct = (name: string, request: ActRequest) => Promise<Result<ActReceipt, Refusal>>;

class OutboxStore extends Dexie {
  declare readonly acts: Table<Stored, string>;
  declare readonly device: Table<Counter, string>;
  constructor(name: string) {
    super(name);
    this.version(1).stores({ acts: 'actId, order' });
    this.version(2).stores({ acts: 'actId, order', device: 'key' });
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
  async add(name: string, uncounted: Uncounted): Promise<Outcome> {
    const request = await this.count(name, uncounted);
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

  /** For what only counts online: never kept, never sent later by itself. `away`: nobody knows whether it was done; the same request may be sent again. */
  async sendNow(name: string, request: ActRequest): Promise<Outcome> {
    try {
      return await this.#send(name, request);
    } catch {
      return { ok: 'away' };
    }
  }

  /** Gives an act its number and link, once and for good. */
  async count(name: string, uncounted: Uncounted): Promise<ActRequest> {
    return this.#store.transaction('rw', this.#store.device, async () => {
      const before = (await this.#store.device.get('device')) ?? { key: 'device' as const, deviceId: newId<DeviceId>(), count: 0, link: '' };
      const { deviceId, link: previous } = before;
      const deviceSequence = before.count + 1;
      const { actId, caseId } = uncounted;
      await this.#store.device.put({ ...before, count: deviceSequence, link: deviceLink({ deviceId, deviceSequence, actId, caseId, name, previous }) });
      return { ...uncounted, deviceId, deviceSequence, deviceLink: previous };
    });
  }

  /** Acts of one case that wait, in the order they were made. */
  async waitingFor(caseId: string): Promise<readonly (Held & { readonly actId: ActRequest['actId'] })[]> {
    const stored = (await this.#store.acts.orderBy('order').toArray()).filter((one) => one.caseId === caseId && one.refusedKind === undefined);
    const held = await Promise.all(stored.map((one) => this.#open(one)));
    return held.map((one) => ({ ...one, actId: one.request.actId }));
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
