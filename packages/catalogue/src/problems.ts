import { factsIn } from '@sojourn/rules';
import { type Catalogue, completeLanguages } from './schema.ts';

export type Problem = { readonly file: string; readonly line: number; readonly what: string };

/** What no schema sees: a citation without its article, a source nobody listed, a date before adoption, a right without words. */
export function problemsIn(catalogue: Catalogue): readonly string[] {
  const { sources, places, instruments, events, rights, facts, programmes, texts, codeLists } = catalogue;
  const known = { sources: new Set(sources.map((s) => s.id)), places: new Set(places.map((p) => p.iso3)), facts: new Set(facts.map((f) => f.id)) };
  const found: string[] = [];
  for (const source of [
    ...places.map((p) => p.source),
    ...instruments.map((i) => i.source),
    ...events.map((e) => e.source),
    ...programmes.map((p) => p.source),
  ]) {
    if (!known.sources.has(source)) found.push(`no source is listed as ${source}`);
  }
  for (const event of events) {
    const instrument = instruments.find((i) => i.id === event.instrument);
    if (instrument === undefined) found.push(`ratifications of an instrument that is not described: ${event.instrument}`);
    else if (event.on.slice(0, 4) < instrument.adoptedOn.slice(0, 4)) found.push(`${event.instrument} ${event.iso3}: ${event.on} is before adoption`);
    if (!known.places.has(event.iso3)) found.push(`${event.instrument}: no place ${event.iso3}`);
    if (event.on > event.asOf) found.push(`${event.instrument} ${event.iso3}: ${event.on} is after the source's own date`);
    if ((event.precision === 'day') !== (event.on.length === 10)) found.push(`${event.instrument} ${event.iso3}: precision does not match ${event.on}`);
  }
  for (const right of rights) {
    for (const { instrument, article } of right.basis) {
      if (!instruments.some((i) => i.id === instrument && i.articles.some((a) => a.article === article)))
        found.push(`${right.id} cites ${instrument} ${article}, which is not in the instrument's file`);
    }
    for (const fact of factsIn(right.holder)) if (!known.facts.has(fact)) found.push(`${right.id} reads a fact nobody declared: ${fact}`);
  }
  for (const test of programmes.flatMap((p) => p.tests))
    for (const fact of factsIn(test.rule)) if (!known.facts.has(fact)) found.push(`${test.id} reads a fact nobody declared: ${fact}`);
  for (const fact of facts)
    if (fact.list !== undefined && codeLists[fact.list] === undefined) found.push(`${fact.id} has codes from a list that is not there: ${fact.list}`);
  const wanted = {
    rights: rights.map((r) => r.id),
    facts: facts.map((f) => f.id),
    tests: programmes.flatMap((p) => p.tests.map((t) => t.id)),
    codes: Object.entries(codeLists).flatMap(([list, codes]) => codes.map((code) => `${list}.${code}`)),
  };
  for (const language of completeLanguages) {
    for (const [kind, keys] of Object.entries(wanted))
      for (const key of keys) if (texts[language]?.[kind]?.[key] === undefined) found.push(`no ${kind} text in ${language} for ${key}`);
  }
  return [...new Set(found)];
}
