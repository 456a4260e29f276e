import { type Expression, factsIn, problemsInRulebooks, rulesIn, rulesOf, settledBy, type ValueExpression } from '@sojourn/rules';
import type { Finding } from './finding.ts';
import { type Catalogue, languages, remedyConditions, remedyDangers } from './schema.ts';
import { treatyProblems } from './treaty-problems.ts';

export type Problem = { readonly file: string; readonly line: number; readonly what: string };

/** What no schema sees: a citation without its article, a source nobody listed, a date before adoption, a right without words. */
export function problemsIn(catalogue: Catalogue): readonly Finding[] {
  return [
    ...twice(catalogue),
    ...withoutSource(catalogue),
    ...treatyProblems(catalogue),
    ...citations(catalogue),
    ...factsOfRules(catalogue),
    ...rulebookProblems(catalogue),
    ...missingWords(catalogue),
    ...remedyReferences(catalogue),
  ];
}

function twice({ sources, places, instruments, rights, facts, programmes }: Catalogue): readonly Finding[] {
  const lists = { sources, places: places.map(({ iso3 }) => ({ id: iso3 })), instruments, rights, facts, programmes };
  return Object.entries(lists).flatMap(([name, list]) => {
    const seen = new Set<string>();
    return list.flatMap(({ id }, index) => (seen.size === seen.add(id).size ? [{ at: [name, index], what: `${id} is there twice` }] : []));
  });
}

function withoutSource({ sources, places, instruments, events, programmes }: Catalogue): readonly Finding[] {
  const known = new Set(sources.map((source) => source.id));
  const named = (list: string, index: number, source: string): readonly Finding[] =>
    known.has(source) ? [] : [{ at: [list, index], what: `no source is listed as ${source}` }];
  return [
    ...places.flatMap((place, index) => named('places', index, place.source)),
    ...instruments.flatMap((one, index) =>
      [one.source, ...one.status.map((listing) => listing.source), ...(one.declarations ?? []).map((listing) => listing.source)].flatMap((source) =>
        named('instruments', index, source),
      ),
    ),
    ...events.flatMap((event, index) => named('events', index, event.source)),
    ...programmes.flatMap((programme, index) => named('programmes', index, programme.source)),
  ];
}

function citations({ rights, instruments }: Catalogue): readonly Finding[] {
  const articles = new Set(instruments.flatMap((instrument) => instrument.articles.map(({ article }) => `${instrument.id} ${article}`)));
  return rights.flatMap((right, index) =>
    right.basis.flatMap(({ instrument, article }, at) =>
      articles.has(`${instrument} ${article}`)
        ? []
        : [{ at: ['rights', index, 'basis', at], what: `${right.id} cites ${instrument} ${article}, which is not in the instrument’s file` }],
    ),
  );
}

function factsOfRules({ rights, instruments, programmes, rulebooks, facts, codeLists }: Catalogue): readonly Finding[] {
  const known = new Set(facts.map((fact) => fact.id));
  const read = (at: Finding['at'], rule: Expression | ValueExpression): readonly Finding[] =>
    factsIn(rule).flatMap((fact) => (known.has(fact) ? [] : [{ at, what: `reads a fact nobody declared: ${fact}` }]));
  return [
    ...rights.flatMap((right, index) => [right.holder, ...right.basis.flatMap((basis) => basis.holder ?? [])].flatMap((rule) => read(['rights', index], rule))),
    ...instruments.flatMap((instrument, index) => read(['instruments', index, 'protects'], instrument.protects)),
    ...instruments.flatMap((instrument, index) =>
      (instrument.parts ?? []).flatMap((part, at) => (part.holder === undefined ? [] : read(['instruments', index, 'parts', at], part.holder))),
    ),
    ...programmes.flatMap((programme, index) => programme.tests.flatMap((test, at) => read(['programmes', index, 'tests', at], test.rule))),
    ...rulebooks.flatMap((book, index) => book.rules.flatMap((rule, at) => read(['rulebooks', index, 'rules', at], 'rule' in rule ? rule.rule : rule.gives))),
    ...facts.flatMap((fact, index) =>
      fact.list === undefined || codeLists[fact.list] !== undefined
        ? []
        : [{ at: ['facts', index], what: `${fact.id} has codes from a list that is not there: ${fact.list}` }],
    ),
  ];
}

/** Rules that go round or name nothing; facts that a rule settles and nobody declared, or that are entered as well. */
function rulebookProblems({ rulebooks, retention, programmes, facts, sources }: Catalogue): readonly Finding[] {
  const rules = rulesOf(rulebooks);
  const derived = new Set(facts.filter((fact) => fact.derived).map((fact) => fact.id));
  const known = new Set(sources.map((source) => source.id));
  return [
    ...problemsInRulebooks(rulebooks).map(({ kind, rule, detail }) => ({ at: ['rulebooks', 0], what: `${rule}: ${kind} (${detail})` })),
    ...[...settledBy(rulebooks).keys()].flatMap((fact) =>
      derived.has(fact) ? [] : [{ at: ['rulebooks', 0], what: `a rule settles ${fact}, which is not declared as derived` }],
    ),
    ...retention.flatMap((rule, index) => (known.has(rule.source) ? [] : [{ at: ['retention', index], what: `no source is listed as ${rule.source}` }])),
    ...rulebooks.flatMap((book, index) => (known.has(book.source) ? [] : [{ at: ['rulebooks', index], what: `no source is listed as ${book.source}` }])),
    ...programmes.flatMap((programme, index) =>
      programme.tests.flatMap((test, at) =>
        rulesIn(test.rule).flatMap((named) =>
          rules.has(named) ? [] : [{ at: ['programmes', index, 'tests', at], what: `names a rule that is not there: ${named}` }],
        ),
      ),
    ),
  ];
}

function remedyReferences({ remedies, instruments, rights, sources }: Catalogue): readonly Finding[] {
  const articles = new Set(instruments.flatMap((one) => one.articles.map(({ article }) => `${one.id} ${article}`)));
  const known = {
    instrument: new Set(instruments.map((one) => one.id)),
    right: new Set(rights.map((one) => one.id)),
    source: new Set(sources.map((one) => one.id)),
  };
  return remedies.flatMap((remedy, index): readonly Finding[] => {
    const { open } = remedy;
    const wrong = [
      ...[...remedy.instruments, ...('instrument' in open ? [open.instrument] : [])].map((id) => !known.instrument.has(id) && `no instrument ${id}`),
      ...(remedy.rights ?? []).map((id) => !known.right.has(id) && `no right ${id}`),
      open.when === 'accepts' && !articles.has(`${open.instrument} ${open.article}`) && `${open.instrument} ${open.article} is not in the instrument’s file`,
      !known.source.has(remedy.source) && `no source is listed as ${remedy.source}`,
    ];
    return wrong.flatMap((what) => (what === false ? [] : [{ at: ['remedies', index], what: `${remedy.id}: ${what}` }]));
  });
}

function missingWords({ rights, remedies, facts, programmes, codeLists, texts }: Catalogue): readonly Finding[] {
  const wanted: Readonly<Record<string, readonly string[]>> = {
    rights: rights.map((right) => right.id),
    remedies: remedies.map((remedy) => remedy.id),
    'remedy-notes': [...remedyConditions, ...remedyDangers],
    summary: Object.keys(texts.en?.['summary'] ?? {}),
    facts: facts.map((fact) => fact.id),
    tests: programmes.flatMap((programme) => programme.tests.map((test) => test.id)),
    codes: Object.entries(codeLists).flatMap(([list, codes]) => codes.map((code) => `${list}.${code}`)),
  };
  return Object.entries(wanted).flatMap(([kind, keys]) =>
    languages.flatMap((language) => {
      const words = texts[language]?.[kind] ?? {};
      const missing = keys.filter((key) => words[key] === undefined).map((key) => ({ at: ['texts', language, kind], what: `no text for ${key}` }));
      const extra = Object.keys(words).filter((key) => !keys.includes(key));
      return [...missing, ...extra.map((key) => ({ at: ['texts', language, kind, key], what: `a text for ${key}, which is not there` }))];
    }),
  );
}
