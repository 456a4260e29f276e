// How many people of the demo register someone who knows a few things about them can point to, from coded facts alone.
// node bench/linkage.ts
import { demoPeople } from '@sojourn/demo';

type Known = Readonly<Record<string, string>>;
const people: readonly Known[] = demoPeople.map(({ steps }) => {
  const known: Record<string, string> = {};
  for (const { act, input } of steps) {
    const given = input as {
      readonly presentCountry?: string;
      readonly facts?: readonly { readonly fact: string; readonly answer?: { readonly value?: unknown } }[];
    };
    if (act === 'contact.record' && given.presentCountry !== undefined) known['country now'] = given.presentCountry;
    for (const { fact, answer } of given.facts ?? []) if (answer?.value !== undefined) known[fact] = JSON.stringify(answer.value);
  }
  const birth = known['person.birth-date']?.slice(1, 5);
  return { ...known, ...(birth === undefined ? {} : { 'year of birth': birth }) };
});

const attackers = {
  'a neighbour: citizenship, country now': ['person.citizenship', 'country now'],
  'a recruiter: citizenship, gender, year of birth': ['person.citizenship', 'person.gender', 'year of birth'],
  'an exploiter: citizenship, gender, month of birth, kind of exploitation': [
    'person.citizenship',
    'person.gender',
    'person.birth-date',
    'trafficking.types-of-exploitation',
  ],
  'an official: citizenship, year of birth, languages, countries of transit': [
    'person.citizenship',
    'year of birth',
    'person.languages',
    'place.transit-countries',
  ],
} as const;

console.log(`${people.length} invented people`);
for (const [who, knows] of Object.entries(attackers)) {
  const groups = Map.groupBy(people, (one) => knows.map((fact) => one[fact] ?? '?').join('|'));
  const alone = people.filter((one) => groups.get(knows.map((fact) => one[fact] ?? '?').join('|'))?.length === 1).length;
  console.log(`${who}: ${alone} of ${people.length} stand alone (${Math.round((alone / people.length) * 100)} %), ${groups.size} groups`);
}
