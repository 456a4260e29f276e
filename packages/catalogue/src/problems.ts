import {
  type Expression,
  problemsInRule,
  problemsInRulebooks,
  type ReadableFact,
  type RuleFinding,
  rulesIn,
  rulesOf,
  settledBy,
  type ValueExpression,
} from '@sojourn/rules';
import type { Finding } from './finding.ts';
import { problemsInRightWords } from './right-words.ts';
import { type Catalogue, languages, remedyConditions, remedyDangers, stateRoles } from './schema.ts';
import { treatyProblems } from './treaty-problems.ts';

export type Problem = { readonly file: string; readonly line: number; readonly column?: number; readonly what: string };

/** file:line:column, as editors read it. */
export const shownProblem = ({ file, line, column, what }: Problem): string => `${file}:${line}${column === undefined ? '' : `:${column}`}: ${what}`;

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
    ...problemsInRightWords(catalogue),
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

/** What a rule reads and how: a fact nobody declared or nobody asks, a wrong unit, a code that is not in its list, what nothing reaches, gaps and overlaps. */
function factsOfRules(catalogue: Catalogue): readonly Finding[] {
  const { rights, instruments, programmes, rulebooks, facts, codeLists } = catalogue;
  const readable = readableFacts(catalogue);
  const read = (rule: Expression | ValueExpression | undefined, at: Finding['at']): readonly Finding[] =>
    rule === undefined ? [] : problemsInRule(rule, readable, at).map(({ kind, path, detail }) => ({ at: path, what: `${findingWords[kind]}: ${detail}` }));
  return [
    ...rights.flatMap((right, index) => [
      ...read(right.holder, ['rights', index, 'holder']),
      ...right.basis.flatMap((basis, at) => read(basis.holder, ['rights', index, 'basis', at, 'holder'])),
    ]),
    ...instruments.flatMap((instrument, index) => [
      ...read(instrument.protects, ['instruments', index, 'protects']),
      ...(instrument.parts ?? []).flatMap((part, at) => read(part.holder, ['instruments', index, 'parts', at, 'holder'])),
    ]),
    ...programmes.flatMap((programme, index) => programme.tests.flatMap((test, at) => read(test.rule, ['programmes', index, 'tests', at, 'rule']))),
    ...rulebooks.flatMap((book, index) =>
      book.rules.flatMap((rule, at) =>
        'rule' in rule ? read(rule.rule, ['rulebooks', index, 'rules', at, 'rule']) : read(rule.gives, ['rulebooks', index, 'rules', at, 'gives']),
      ),
    ),
    ...facts.flatMap((fact, index) =>
      fact.list === undefined || codeLists[fact.list] !== undefined
        ? []
        : [{ at: ['facts', index], what: `${fact.id} has codes from a list that is not there: ${fact.list}` }],
    ),
  ];
}

const findingWords = {
  'unknown-fact': 'reads a fact nobody declared',
  'never-asked': 'reads a fact that nobody is asked and no rule settles',
  'wrong-unit': 'wrong unit',
  'no-such-code': 'no such code',
  unreachable: 'nothing reaches this',
  gap: 'no row for',
  overlap: 'contradicts another row',
} as const satisfies Record<RuleFinding['kind'], string>;

/** The facts that rules may read, as they are declared. */
export function readableFacts({ facts, codeLists }: Pick<Catalogue, 'facts' | 'codeLists'>): ReadonlyMap<string, ReadableFact> {
  return new Map(
    facts.map(({ id, kind, list, askable, derived }) => [
      id,
      { kind, everKnown: askable || derived, ...(list === undefined ? {} : { codes: codeLists[list] }) },
    ]),
  );
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

function remedyReferences({ remedies, instruments, rights, sources, places }: Catalogue): readonly Finding[] {
  const articles = new Set(instruments.flatMap((one) => one.articles.map(({ article }) => `${one.id} ${article}`)));
  const known = {
    instrument: new Set(instruments.map((one) => one.id)),
    right: new Set(rights.map((one) => one.id)),
    source: new Set(sources.map((one) => one.id)),
    place: new Set(places.map((one) => one.iso3)),
  };
  return remedies.flatMap((remedy, index): readonly Finding[] => {
    const { open } = remedy;
    const wrong = [
      ...[...remedy.instruments, ...('instrument' in open ? [open.instrument] : [])].map((id) => !known.instrument.has(id) && `no instrument ${id}`),
      ...(remedy.rights ?? []).map((id) => !known.right.has(id) && `no right ${id}`),
      open.when === 'accepts' && !articles.has(`${open.instrument} ${open.article}`) && `${open.instrument} ${open.article} is not in the instrument’s file`,
      ...[remedy, ...(remedy.in ?? [])].map(({ source }) => !known.source.has(source) && `no source is listed as ${source}`),
      ...(remedy.in ?? []).map(({ state }) => !known.place.has(state) && `no place ${state}`),
    ];
    return wrong.flatMap((what) => (what === false ? [] : [{ at: ['remedies', index], what: `${remedy.id}: ${what}` }]));
  });
}

function missingWords({ rights, remedies, facts, programmes, codeLists, consentForms, texts }: Catalogue): readonly Finding[] {
  const wanted: Readonly<Record<string, readonly string[]>> = {
    rights: rights.map((right) => right.id),
    'duty-bearers': stateRoles,
    remedies: remedies.map((remedy) => remedy.id),
    'remedy-notes': [...remedyConditions, ...remedyDangers],
    summary: Object.keys(texts.en?.['summary'] ?? {}),
    shared: Object.keys(texts.en?.['shared'] ?? {}),
    'complaint-door': Object.keys(texts.en?.['complaint-door'] ?? {}),
    messages: Object.keys(texts.en?.['messages'] ?? {}),
    'consent-form': [
      ...consentForms.flatMap(({ parts, purposes }) => [...parts.map((part) => `part.${part}`), ...purposes.map((purpose) => `purpose.${purpose}`)]),
      ...Object.keys(texts.en?.['consent-form'] ?? {}).filter((key) => !/^(part|purpose)\./.test(key)),
    ],
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
