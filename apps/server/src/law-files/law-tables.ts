import type { Catalogue, Language } from '@sojourn/catalogue';
import type { lawQueries } from '@sojourn/rights/operations';
import type { WordKey } from '@sojourn/web/words';
import type { z } from 'zod';
import { wordsFor } from '../words.ts';
import type { LawTable } from './table-file.ts';
import { wordIn } from './word-in.ts';

type Law = typeof lawQueries;
type Answered<Name extends keyof Law> = z.input<Law[Name]['output']>;
type Party = Answered<'law.joining'>['party'];
type Ground = Answered<'law.corridor'>['lines'][number]['along'][number]['grounds'][number];
type Day = { readonly on: string; readonly bundleHash: string };

function reading(catalogue: Catalogue, language: Language) {
  const t = wordIn(language);
  const names = wordsFor(catalogue, language);
  const titles = names.rights as Readonly<Record<string, Readonly<Record<string, string>>>>;
  const why = (party: Party) =>
    party.why === 'after-as-of' ? t('rights.why.after-as-of', { asOf: party.asOf ?? '' }) : t(`rights.why.${party.why ?? 'no-source'}` as WordKey);
  return {
    t,
    place: (iso3: string) => names.places[iso3] ?? iso3,
    treaty: (id: string) => names.instruments[id] ?? id,
    right: (id: string) => titles[id]?.['title'] ?? id,
    /** Bound or not, since when, as of when: never a bare yes or no. Days stay as they are written. */
    status(party: Party): string {
      const from = party.boundFrom ?? '';
      const asOf = party.asOf ?? '';
      if (party.status === 'party') return t(party.atTheLatest === true ? 'rights.party-latest' : 'rights.party', { from, asOf });
      if (party.status === 'signed-only') return t('rights.signed-only', { asOf });
      if (party.status === 'not-yet-in-force') return t('rights.not-yet-in-force', { from });
      if (party.status === 'not-a-party')
        return party.withdrewFrom === undefined ? t('rights.not-a-party', { asOf }) : t('law.withdrew', { from: party.withdrewFrom, asOf });
      return t('rights.not-known', { why: why(party) });
    },
    source: ({ source, asOf }: { readonly source?: string | undefined; readonly asOf?: string | undefined }) =>
      [source, asOf].filter((one) => one !== undefined).join(', '),
    grounds: (grounds: readonly Ground[]) =>
      grounds
        .map((one) => {
          const from = [t(`law.status.${one.status as 'party'}`), one.source, one.asOf].filter((part) => part !== undefined).join(', ');
          return `${names.instruments[one.instrument] ?? one.instrument} ${one.article} (${from})`;
        })
        .join('; '),
    /** What stands below every table: how to read it, what nobody reviewed, borders, the day, the catalogue, and each source that is named. */
    notes({ on, bundleHash }: Day, sources: readonly (string | undefined)[]): readonly string[] {
      const named = new Set(sources);
      const listed = catalogue.sources.filter((source) => named.has(source.id));
      return [
        `${t('rights.unreviewed')}. ${t('law.file.unknown')} ${t('law.withdrawals')}`,
        t('law.file.borders'),
        `${t('law.file.day')}: ${on}. ${t('law.file.catalogue')}: ${bundleHash}`,
        ...listed.map(
          (source) =>
            `${t('law.source')} ${source.id}: ${source.title}. ${source.where}. ${source.licence}${source.asOf === undefined ? '' : `. ${source.asOf}`}`,
        ),
      ];
    },
  };
}

const column = (head: string, print = true) => ({ head, print });

export function partiesTable(catalogue: Catalogue, answer: Answered<'law.parties'>, language: Language): LawTable {
  const { t, place, treaty, status, source, notes } = reading(catalogue, language);
  const order = new Intl.Collator(language).compare;
  const places = answer.places.toSorted((a, b) => order(place(a.place), place(b.place)));
  return {
    name: `${answer.instrument}-${answer.on}`,
    language,
    title: treaty(answer.instrument),
    lead: `${t('law.title')}. ${t('law.file.day')}: ${answer.on}`,
    columns: [
      column(t('law.file.code'), false),
      column(t('law.place')),
      column(t('law.answer')),
      column(t('law.file.status'), false),
      column(t('law.file.boundFrom'), false),
      column(t('law.source')),
      column(t('law.file.day'), false),
      column(t('law.file.catalogue'), false),
    ],
    rows: places.map((one) => [one.place, place(one.place), status(one), one.status, one.boundFrom ?? '', source(one), answer.on, answer.bundleHash]),
    notes: notes(
      answer,
      places.map((one) => one.source),
    ),
  };
}

export function stateTable(catalogue: Catalogue, answer: Answered<'law.state'>, language: Language): LawTable {
  const { t, place, treaty, status, source, notes } = reading(catalogue, language);
  const declared = (one: (typeof answer.treaties)[number]) =>
    one.reservations
      .map(
        (row) =>
          `${t('law.article', { articles: row.articles.join(', ') })} ${t(`rights.reserved.${row.effect}` as WordKey)}: ${row.says} (${row.source}, ${row.asOf})`,
      )
      .concat(one.status === 'party' && !one.declarationsKnown ? [t('rights.reserved.not-known')] : [])
      .join('; ');
  return {
    name: `${answer.state}-${answer.on}`,
    language,
    title: place(answer.state),
    lead: `${t('law.stateLead')} ${t('law.file.day')}: ${answer.on}`,
    columns: [
      column(t('law.file.code'), false),
      column(t('law.treaty')),
      column(t('law.answer')),
      column(t('law.file.status'), false),
      column(t('law.file.boundFrom'), false),
      column(t('law.file.declared')),
      column(t('law.source')),
      column(t('law.file.day'), false),
      column(t('law.file.catalogue'), false),
    ],
    rows: answer.treaties.map((one) => [
      one.instrument,
      treaty(one.instrument),
      status(one),
      one.status,
      one.boundFrom ?? '',
      declared(one),
      source(one),
      answer.on,
      answer.bundleHash,
    ]),
    notes: notes(
      answer,
      answer.treaties.flatMap((one) => [one.source, ...one.reservations.map((row) => row.source)]),
    ),
  };
}

export function corridorTable(catalogue: Catalogue, answer: Answered<'law.corridor'>, person: string, language: Language): LawTable {
  const { t, place, right, grounds, notes } = reading(catalogue, language);
  const along = answer.lines[0]?.along ?? [];
  const heads = along.flatMap(({ state, role }) => {
    const where = `${place(state)} (${t(`law.${role}` as WordKey)})`;
    return [column(where), column(`${where}: ${t('law.because')}`, false)];
  });
  const says = ({ binds }: (typeof along)[number]) => (binds === 'no-duty' ? '–' : t(`rights.binds.${binds}`));
  return {
    name: `corridor-${along.map((one) => one.state).join('-')}-${person}-${answer.on}`,
    language,
    title: `${along.map((one) => place(one.state)).join(' – ')}`,
    lead: `${t('law.corridorLead')} ${t('law.person')}: ${t(`law.person.${person}` as WordKey)}. ${t('law.file.day')}: ${answer.on}`,
    columns: [column(t('law.file.code'), false), column(t('law.right')), ...heads],
    rows: answer.lines.map((line) => [
      line.right,
      `${right(line.right)}${line.holds === 'unknown' ? ` (${t('law.perhaps')})` : ''}`,
      ...line.along.flatMap((one) => [
        says(one),
        [...(one.custom ? [t('rights.custom')] : []), ...(one.binds === 'no-duty' ? [] : [grounds(one.grounds)])].filter((part) => part !== '').join('; '),
      ]),
    ]),
    notes: notes(
      answer,
      answer.lines.flatMap((line) => line.along.flatMap((one) => one.grounds.map((ground) => ground.source))),
    ),
  };
}

export function joiningTable(
  catalogue: Catalogue,
  answer: Answered<'law.joining'>,
  asked: { readonly state: string; readonly instrument: string },
  language: Language,
): LawTable {
  const { t, place, treaty, right, status, grounds, notes } = reading(catalogue, language);
  const people = (id: string) =>
    answer.people
      .filter((one) => one.rights.includes(id))
      .map((one) => `${t(`law.person.${one.person}` as WordKey)} (${t(`law.${one.role}` as WordKey)})`)
      .join('; ');
  return {
    name: `joining-${asked.state}-${asked.instrument}-${answer.on}`,
    language,
    title: `${place(asked.state)} · ${treaty(asked.instrument)}`,
    lead: `${t('law.joining')}. ${status(answer.party)}. ${t('law.file.day')}: ${answer.on}`,
    columns: [
      column(t('law.file.code'), false),
      column(t('law.right')),
      column(t('law.articles')),
      column(t('law.already')),
      column(t('law.forWhom')),
      column(t('law.file.others'), false),
    ],
    rows: answer.adds.map((one) => [
      one.right,
      right(one.right),
      one.articles.join(', '),
      t(`law.already.${one.today}`),
      people(one.right),
      one.custom ? [t('rights.custom'), grounds(one.others)].filter((part) => part !== '').join('; ') : grounds(one.others),
    ]),
    notes: notes(answer, [answer.party.source, ...answer.adds.flatMap((one) => one.others.map((ground) => ground.source))]),
  };
}
