export type Given = {
  readonly input: Readonly<Record<string, unknown>>;
  /** Words that are sealed: `say.name='…'`. */
  readonly sealed: Readonly<Record<string, string>>;
};

/** `key=text`, `key:=JSON`, `say.field=words to be sealed`; `a.b=…` goes into a member. Throws a sentence when a word is none of these. */
export function readArguments(words: readonly string[], read: (path: string) => string): Given {
  let input: Readonly<Record<string, unknown>> = {};
  const sealed: Record<string, string> = {};
  for (const word of words) {
    const [, key, json, text] = /^([A-Za-z][\w.-]*)(:?)=([\s\S]*)$/.exec(word) ?? [];
    if (key === undefined || text === undefined)
      throw new Error(`"${word}" is not key=value. For JSON write key:=value, for words to be sealed say.field=words.`);
    const value = json === ':' ? parsed(key, text) : text.startsWith('@') ? read(text.slice(1)) : text;
    if (key.startsWith('say.')) sealed[key.slice(4)] = String(value);
    else input = placed(input, key.split('.'), value);
  }
  return { input, sealed };
}

function parsed(key: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`What stands behind ${key}:= is not JSON.`);
  }
}

function placed(into: Readonly<Record<string, unknown>>, [first = '', ...rest]: readonly string[], value: unknown): Readonly<Record<string, unknown>> {
  const inside = into[first];
  const member =
    rest.length === 0 ? value : placed(typeof inside === 'object' && inside !== null ? (inside as Readonly<Record<string, unknown>>) : {}, rest, value);
  return Object.fromEntries([...Object.entries(into).filter(([key]) => key !== first), [first, member]]);
}
