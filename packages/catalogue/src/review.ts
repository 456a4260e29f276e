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
      return { kind, key: rest.id, content, hash: reviewHashOf(content), reviewed: review !== 'unreviewed', looks: 1, stale: false };
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
      return {
        kind: 'text',
        key,
        content,
        hash,
        reviewed: catalogue.textReviews.some((one) => one.key === key && one.hash === hash),
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

/** `changed`: somebody looked, and it has changed since. `first-look`: one person looked, and a second must. */
export type ReviewState = 'unreviewed' | 'first-look' | 'reviewed' | 'changed';

export function reviewStateOf({ kind, key, hash, reviewed, looks }: Reviewable, all: readonly Look[]): ReviewState {
  const mine = all.filter((look) => look.kind === kind && look.key === key);
  const people = new Set(mine.filter((look) => look.contentHash === hash).map((look) => look.by));
  if (reviewed || people.size >= looks) return 'reviewed';
  if (people.size > 0) return 'first-look';
  return mine.length > 0 ? 'changed' : 'unreviewed';
}
