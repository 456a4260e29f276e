import { canonicalJson, type JsonValue, sha256Hex } from '@sojourn/kernel';
import { type Catalogue, type Language, languages } from './schema.ts';

export type ReviewKind = 'right' | 'instrument' | 'interpretation' | 'remedy' | 'rulebook' | 'programme' | 'text';

/** Something a lawyer reads and answers for: its content without the mark of its review, and the hash of that. */
export type Reviewable = {
  readonly kind: ReviewKind;
  readonly key: string;
  readonly content: JsonValue;
  readonly hash: string;
  /** In the catalogue's own files. */
  readonly reviewed: boolean;
  /** Who answers for it there, since when. */
  readonly answersFor?: { readonly by: string; readonly on: string };
  /** Two people look: a machine wrote it. */
  readonly looks: 1 | 2;
  /** A translation whose English text changed after it was made. */
  readonly stale: boolean;
};

/** One person's look at what stood there on a day. */
export type Look = { readonly kind: string; readonly key: string; readonly contentHash: string; readonly by: string; readonly at: number };

/** Words of these kinds say what the law gives and what to do: for a lawyer, in every language. */
const legalWords = ['rights', 'remedies', 'remedy-notes', 'consent-form'] as const;

const made = new WeakMap<Catalogue, readonly Reviewable[]>();

export function reviewables(catalogue: Catalogue): readonly Reviewable[] {
  const known = made.get(catalogue);
  if (known !== undefined) return known;
  const parts: readonly (readonly [ReviewKind, readonly { readonly id: string; readonly review: unknown }[]])[] = [
    ['right', catalogue.rights],
    ['instrument', catalogue.instruments],
    ['interpretation', catalogue.interpretations],
    ['remedy', catalogue.remedies],
    ['rulebook', catalogue.rulebooks],
    ['programme', catalogue.programmes],
  ];
  const law = parts.flatMap(([kind, list]) =>
    list.map(({ review, ...rest }): Reviewable => {
      const content = JSON.parse(JSON.stringify(rest)) as JsonValue;
      const answersFor = typeof review === 'object' && review !== null ? { answersFor: review as NonNullable<Reviewable['answersFor']> } : {};
      return { kind, key: rest.id, content, hash: reviewHashOf(content), reviewed: review !== 'unreviewed', ...answersFor, looks: 1, stale: false };
    }),
  );
  const all = [...law, ...languages.flatMap((language) => wordsIn(catalogue, language))];
  made.set(catalogue, all);
  return all;
}

function wordsIn(catalogue: Catalogue, language: Language): readonly Reviewable[] {
  const machine = catalogue.machineMade.includes(language);
  return legalWords.flatMap((kind) =>
    Object.entries(catalogue.texts[language]?.[kind] ?? {}).map(([id, text]): Reviewable => {
      const english = catalogue.texts.en?.[kind]?.[id];
      const content = { text, ...(language === 'en' || english === undefined ? {} : { english }) } as JsonValue;
      const hash = reviewHashOf(content);
      const key = `${language} ${kind} ${id}`;
      const source = typeof text === 'string' ? undefined : text['sourceHash'];
      const mark = catalogue.textReviews.find((one) => one.key === key && one.hash === hash);
      return {
        kind: 'text',
        key,
        content,
        hash,
        reviewed: mark !== undefined,
        ...(mark === undefined ? {} : { answersFor: { by: mark.by.join(', '), on: mark.on } }),
        looks: machine ? 2 : 1,
        stale: source !== undefined && english !== undefined && source !== reviewHashOf(english as JsonValue),
      };
    }),
  );
}

/** A translation is reviewed beside its English text: when either changes, it is to be looked at again. */
export function reviewHashOf(content: JsonValue): string {
  return sha256Hex(canonicalJson(content)).slice(0, 16);
}

/** A word about a part: `wrong` stands until it is answered by somebody, or until the part changes. */
export type Remark = {
  readonly remarkId: string;
  readonly kind: string;
  readonly key: string;
  readonly contentHash: string;
  readonly wrong: boolean;
  readonly answers: string | null;
};

/** What somebody says is wrong with it as it stands, and nobody has answered. */
export function standingAgainst<One extends Remark>({ kind, key, hash }: Pick<Reviewable, 'kind' | 'key' | 'hash'>, remarks: readonly One[]): readonly One[] {
  const mine = remarks.filter((one) => one.kind === kind && one.key === key);
  const answered = new Set(mine.map((one) => one.answers));
  return mine.filter((one) => one.wrong && one.contentHash === hash && !answered.has(one.remarkId));
}

/**
 * `disputed`: somebody says that it is wrong as it stands, whoever else answers for it. `changed`: somebody looked, and it has changed since.
 * `first-look`: one person looked, and a second must.
 */
export const reviewStates = ['unreviewed', 'first-look', 'reviewed', 'changed', 'disputed'] as const;
export type ReviewState = (typeof reviewStates)[number];

export function reviewStateOf(item: Reviewable, all: readonly Look[], remarks: readonly Remark[] = []): ReviewState {
  const { kind, key, hash, reviewed, looks } = item;
  if (standingAgainst(item, remarks).length > 0) return 'disputed';
  const mine = all.filter((look) => look.kind === kind && look.key === key);
  const people = new Set(mine.filter((look) => look.contentHash === hash).map((look) => look.by));
  if (reviewed || people.size >= looks) return 'reviewed';
  if (people.size > 0) return 'first-look';
  return mine.length > 0 ? 'changed' : 'unreviewed';
}

/** What looks like somebody's address, telephone or case: words about the law name nobody, for they leave the house. */
export function namesSomebody(says: string): boolean {
  const digits = says.replace(/[\u0660-\u0669]/gu, (one) => String(one.charCodeAt(0) - 0x660)).replace(/\d{4}-\d{2}-\d{2}/gu, '');
  return /\S@\S/u.test(says) || /\+?\d(?:[\s().-]?\d){6,}/u.test(digits) || /\b[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}\b/u.test(says);
}
