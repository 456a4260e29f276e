import { createHash, createHmac, randomBytes } from 'node:crypto';
import { canonicalJson, type JsonValue, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { Pool } from 'pg';
import { decryptBytes, encryptBytes } from './cipher.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';

type Place = { readonly organisationId: string; readonly subjectId: string; readonly entryId: string; readonly field: string };
export type Opened = Result<string, Refusal>;
/** Where one chunk of a file stands: another file, another order or a file cut short do not open. */
type ChunkPlace = {
  readonly organisationId: string;
  readonly subjectId: string;
  readonly caseId: string;
  readonly attachmentId: string;
  readonly chunk: number;
  readonly chunks: number;
};

/** Words about someone whose key was destroyed cannot be kept any more. */
export class PersonErased extends Error {
  constructor() {
    super('This person was erased: nothing more can be sealed about them');
  }
}

export type Sealing = {
  /** Makes the person's key at first use. */
  readonly seal: (place: Place, text: string) => Promise<{ readonly ciphertext: Buffer; readonly fingerprint: string }>;
  /** A dangerous door: the text itself. Refuses ('erased') when the person's key was destroyed; throws when the value was moved or changed. */
  readonly revealText: (place: Place, ciphertext: Buffer) => Promise<Opened>;
  readonly sealChunk: (place: ChunkPlace, bytes: Buffer) => Promise<Buffer>;
  /** A dangerous door, as revealText. */
  readonly revealChunk: (place: ChunkPlace, ciphertext: Buffer) => Promise<Result<Buffer, Refusal>>;
};

export type Vault = Sealing & {
  /** A dangerous door, as revealText, for many values of one organisation: their keys are fetched together, used and let go. */
  readonly revealTexts: (values: readonly { readonly place: Place; readonly ciphertext: Buffer }[]) => Promise<readonly Opened[]>;
  /** The same doors, remembering persons' keys. For the length of one operation only: hold it in a local variable and let it go. */
  readonly forOneOperation: () => Sealing;
  /** HMAC-SHA256 under the organisation's own key for one use; hexadecimal. */
  readonly mark: (organisationId: string, usedFor: 'import-row' | 'act' | 'recovery-code' | 'complaint' | 'search-use', text: string) => Promise<string>;
  /** Makes the search key of a generation, or finds it. What it returns keeps the key in memory: hold it for one operation or one run of work. */
  readonly bucketsFor: (organisationId: string, generation: number) => Promise<BucketOf>;
  /** Of a generation that is used no more: nobody can make its buckets again. */
  readonly destroySearchKey: (organisationId: string, generation: number) => Promise<void>;
  /** A secret that is nobody's words, under the organisation's own key; `place` is authenticated with it. */
  readonly sealSecret: (organisationId: string, usedFor: SecretUse, place: string, secret: Buffer) => Promise<Buffer>;
  /** Throws when it was moved or changed. */
  readonly openSecret: (organisationId: string, usedFor: SecretUse, place: string, sealed: Buffer) => Promise<Buffer>;
  /** What was sealed about this person can never be read again here, and nothing more can be sealed about them. */
  readonly destroyPersonKey: (organisationId: string, subjectId: string) => Promise<void>;
  /** The key store remembers what was erased, for the day its cases come back from a backup. `record` is the caller's own. */
  readonly rememberErasure: (erasure: KeptErasure) => Promise<void>;
  readonly erasures: () => Promise<readonly KeptErasure[]>;
  /** Whether the key-encryption key opens this key store; also where there is nothing to open yet. */
  readonly opens: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

type SecretUse = 'second-factor' | 'search-request' | 'import-source';

/** A number below two to the power of `bits`, the same for the same key: HMAC-SHA256 under the search key, cut short so that very different keys share one. */
export type BucketOf = (kind: string, key: string, bits: number) => number;

export type KeptErasure = {
  readonly organisationId: string;
  readonly certificateId: string;
  readonly caseId: string;
  readonly reach: string;
  readonly subjectIds: readonly string[];
  readonly record: JsonValue;
};

type KeyRow = { readonly epoch: number; readonly wrapped: Buffer | null };

/** The key store in its own database: person and organisation keys wrapped by an epoch key, the epoch key by the key-encryption key. */
export function openVault(keysUrl: string, kek: KeyEncryptionKey): Vault {
  const pool = new Pool({ connectionString: keysUrl, max: 5 });
  pool.on('error', () => undefined);
  // From its first moment, before anyone holds it: as an event that nobody hears it would end this process.
  pool.on('connect', (client) => client.on('error', () => undefined));

  async function currentEpoch(): Promise<{ readonly epoch: number; readonly key: Buffer }> {
    const find = async () =>
      (await pool.query<KeyRow>('select epoch, wrapped from vault.epoch_key where destroyed_at is null order by epoch desc limit 1')).rows[0];
    let row = await find();
    if (row === undefined) {
      await pool.query('insert into vault.epoch_key (epoch, wrapped) values (1, $1) on conflict do nothing', [kek.wrap(randomBytes(32))]);
      row = await find();
    }
    if (row?.wrapped == null) throw new Error('The key store has no epoch key');
    return { epoch: row.epoch, key: kek.unwrap(row.wrapped) };
  }

  /** Undefined when the epoch key is gone: the row was wrapped anew meanwhile and is to be read again. */
  async function unwrap(row: KeyRow, place: string): Promise<Buffer | undefined> {
    const epoch = (await pool.query<KeyRow>('select epoch, wrapped from vault.epoch_key where epoch = $1', [row.epoch])).rows[0];
    return epoch?.wrapped == null || row.wrapped === null ? undefined : decryptBytes(kek.unwrap(epoch.wrapped), row.wrapped, place);
  }

  /** Rotation goes on while people work: who meets an epoch key that has just gone looks again. */
  async function lookAgain<Value>(work: () => Promise<Value | undefined>): Promise<Value> {
    for (let tries = 0; tries < 5; tries += 1) {
      const found = await work().catch((problem: unknown) => {
        if ((problem as { readonly code?: string }).code === '40001') return undefined;
        throw problem;
      });
      if (found !== undefined) return found;
    }
    throw new Error('A key is missing from the key store');
  }

  function personKey(organisationId: string, subjectId: string, make: boolean): Promise<Buffer | 'none'> {
    const place = `person-key|${organisationId}|${subjectId}`;
    const find = async () =>
      (await pool.query<KeyRow>('select epoch, wrapped from vault.person_key where organisation_id = $1 and subject_id = $2', [organisationId, subjectId]))
        .rows[0];
    return lookAgain(async () => {
      let row = await find();
      if (row === undefined && make) {
        const { epoch, key } = await currentEpoch();
        await pool.query('insert into vault.person_key (organisation_id, subject_id, epoch, wrapped) values ($1,$2,$3,$4) on conflict do nothing', [
          organisationId,
          subjectId,
          epoch,
          encryptBytes(key, randomBytes(32), place),
        ]);
        row = await find();
      }
      return row === undefined || row.wrapped === null ? 'none' : unwrap(row, place);
    });
  }

  /** Keys that were replaced, newest first. */
  function formerKeys(organisationId: string, subjectId: string): Promise<readonly Buffer[]> {
    return lookAgain(async () => {
      const { rows } = await pool.query<KeyRow>(
        'select epoch, wrapped from vault.former_person_key where organisation_id = $1 and subject_id = $2 and wrapped is not null order by generation desc',
        [organisationId, subjectId],
      );
      const keys = [];
      for (const row of rows) {
        const key = await unwrap(row, `person-key|${organisationId}|${subjectId}`);
        if (key === undefined) return undefined;
        keys.push(key);
      }
      return keys;
    });
  }

  function organisationKey(organisationId: string, usedFor: string): Promise<Buffer> {
    const place = `organisation-key|${organisationId}|${usedFor}`;
    const find = async () =>
      (await pool.query<KeyRow>('select epoch, wrapped from vault.organisation_key where organisation_id = $1 and used_for = $2', [organisationId, usedFor]))
        .rows[0];
    return lookAgain(async () => {
      let row = await find();
      if (row === undefined) {
        const { epoch, key } = await currentEpoch();
        await pool.query('insert into vault.organisation_key (organisation_id, used_for, epoch, wrapped) values ($1,$2,$3,$4) on conflict do nothing', [
          organisationId,
          usedFor,
          epoch,
          encryptBytes(key, randomBytes(32), place),
        ]);
        row = await find();
      }
      return row === undefined ? undefined : unwrap(row, place);
    });
  }

  async function open(key: Buffer, place: Place | ChunkPlace, ciphertext: Buffer): Promise<Buffer> {
    const where = 'field' in place ? placeText(place) : chunkText(place);
    try {
      return decryptBytes(key, ciphertext, where);
    } catch (problem) {
      for (const former of await formerKeys(place.organisationId, place.subjectId)) {
        try {
          return decryptBytes(former, ciphertext, where);
        } catch {
          // Not this one.
        }
      }
      throw problem;
    }
  }

  const sealing = (keyOf: typeof personKey): Sealing => ({
    seal: async (place, text) => {
      const key = await keyOf(place.organisationId, place.subjectId, true);
      if (key === 'none') throw new PersonErased();
      const ciphertext = encryptBytes(key, Buffer.from(text, 'utf8'), placeText(place));
      return { ciphertext, fingerprint: createHash('sha256').update(ciphertext).digest('hex') };
    },
    revealText: async (place, ciphertext) => {
      const key = await keyOf(place.organisationId, place.subjectId, false);
      return key === 'none' ? refused({ kind: 'erased' }) : ok((await open(key, place, ciphertext)).toString('utf8'));
    },
    sealChunk: async (place, bytes) => {
      const key = await keyOf(place.organisationId, place.subjectId, true);
      if (key === 'none') throw new PersonErased();
      return encryptBytes(key, bytes, chunkText(place));
    },
    revealChunk: async (place, ciphertext) => {
      const key = await keyOf(place.organisationId, place.subjectId, false);
      return key === 'none' ? refused({ kind: 'erased' }) : ok(await open(key, place, ciphertext));
    },
  });

  /** Of one organisation, by subject. Left out: who has none, and whose epoch went meanwhile; they are looked for one by one. */
  async function personKeys(organisationId: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const { rows } = await pool.query<{ readonly subject: string; readonly wrapped: Buffer; readonly epoch: number; readonly under: Buffer }>(
      `select p.subject_id as subject, p.wrapped, p.epoch, e.wrapped as under from vault.person_key p join vault.epoch_key e using (epoch)
       where p.organisation_id = $1 and p.subject_id = any($2::uuid[]) and p.wrapped is not null and e.wrapped is not null`,
      [organisationId, [...new Set(subjectIds)]],
    );
    const epochs = new Map<number, Buffer>();
    const keys = new Map<string, Buffer>();
    for (const { subject, wrapped, epoch, under } of rows) {
      const epochKey = epochs.get(epoch) ?? kek.unwrap(under);
      epochs.set(epoch, epochKey);
      keys.set(subject, decryptBytes(epochKey, wrapped, `person-key|${organisationId}|${subject}`));
    }
    return keys;
  }

  const oneByOne = sealing(personKey);
  return {
    ...oneByOne,
    revealTexts: async (values) => {
      const [first] = values;
      if (first === undefined) return [];
      const { organisationId } = first.place;
      if (values.some(({ place }) => place.organisationId !== organisationId)) throw new Error('Values of several organisations are never opened together');
      const keys = await personKeys(
        organisationId,
        values.map(({ place }) => place.subjectId),
      );
      const opened: Opened[] = [];
      for (const { place, ciphertext } of values) {
        const key = keys.get(place.subjectId);
        opened.push(key === undefined ? await oneByOne.revealText(place, ciphertext) : ok((await open(key, place, ciphertext)).toString('utf8')));
      }
      return opened;
    },
    forOneOperation: () => {
      const known = new Map<string, ReturnType<typeof personKey>>();
      return sealing((organisationId, subjectId, make) => {
        const name = `${organisationId}|${subjectId}|${make}`;
        const key = known.get(name) ?? personKey(organisationId, subjectId, make);
        known.set(name, key);
        return key;
      });
    },
    mark: async (organisationId, usedFor, text) =>
      createHmac('sha256', await organisationKey(organisationId, usedFor))
        .update(text)
        .digest('hex'),
    bucketsFor: async (organisationId, generation) => {
      const key = await organisationKey(organisationId, searchKeyName(generation));
      return (kind, text, bits) => createHmac('sha256', key).update(`${kind}|${text}`).digest().readUInt32BE() >>> (32 - bits);
    },
    destroySearchKey: async (organisationId, generation) => {
      await pool.query('delete from vault.organisation_key where organisation_id = $1 and used_for = $2', [organisationId, searchKeyName(generation)]);
    },
    sealSecret: async (organisationId, usedFor, place, secret) => encryptBytes(await organisationKey(organisationId, usedFor), secret, `${usedFor}|${place}`),
    openSecret: async (organisationId, usedFor, place, sealed) => decryptBytes(await organisationKey(organisationId, usedFor), sealed, `${usedFor}|${place}`),
    // Written also where no key was made yet, so that none is made later.
    destroyPersonKey: async (organisationId, subjectId) => {
      const { epoch } = await currentEpoch();
      await pool.query(
        `insert into vault.person_key as held (organisation_id, subject_id, epoch, wrapped, destroyed_at) values ($1,$2,$3,null,clock_timestamp())
         on conflict (organisation_id, subject_id) do update set wrapped = null, destroyed_at = coalesce(held.destroyed_at, excluded.destroyed_at)`,
        [organisationId, subjectId, epoch],
      );
      await pool.query('update vault.former_person_key set wrapped = null where organisation_id = $1 and subject_id = $2', [organisationId, subjectId]);
    },
    rememberErasure: async ({ organisationId, certificateId, caseId, reach, subjectIds, record }) => {
      await pool.query(
        'insert into vault.erasure (organisation_id, certificate_id, case_id, reach, subject_ids, record) values ($1,$2,$3,$4,$5,$6) on conflict do nothing',
        [organisationId, certificateId, caseId, reach, [...subjectIds], JSON.stringify(record)],
      );
    },
    erasures: async () =>
      (
        await pool.query<KeptErasure>(
          'select organisation_id as "organisationId", certificate_id as "certificateId", case_id as "caseId", reach, subject_ids as "subjectIds", record from vault.erasure order by at',
        )
      ).rows,
    opens: async () => {
      const row = (await pool.query<KeyRow>('select epoch, wrapped from vault.epoch_key where wrapped is not null order by epoch desc limit 1')).rows[0];
      if (row?.wrapped == null) return true;
      try {
        return kek.unwrap(row.wrapped).length === 32;
      } catch {
        return false;
      }
    },
    close: () => pool.end(),
  };
}

const searchKeyName = (generation: number): string => `search-${generation}`;

function placeText({ organisationId, subjectId, entryId, field }: Place): string {
  return canonicalJson({ organisationId, subjectId, entryId, field });
}

function chunkText({ organisationId, subjectId, caseId, attachmentId, chunk, chunks }: ChunkPlace): string {
  return canonicalJson({ organisationId, subjectId, caseId, attachmentId, chunk, chunks });
}
