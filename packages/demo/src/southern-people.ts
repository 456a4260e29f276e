import { agreed, born, concluded, contact, type DemoPerson, refused, told, tried } from './steps.ts';

/** Of the second organisation. */
export const southernPeople: readonly DemoPerson[] = [
  {
    key: 'achan',
    steps: [
      contact('wanjiru', { presentCountry: 'KEN', source: 'family', dangerTonight: 'no' }, 'Achan Lwanga', 'Through her sister'),
      told('wanjiru', { 'person.birth-date': '1994', 'person.citizenship': ['UGA'], 'trafficking.border-crossed': true }),
    ],
  },
  { key: 'tesfa', steps: [contact('wanjiru', { presentCountry: 'KEN', source: 'self', dangerTonight: 'yes' }, 'Tesfa', 'At the market stall, mornings')] },
  {
    key: 'juma',
    steps: [
      contact('tuma', { presentCountry: 'KEN', source: 'company', dangerTonight: 'no', alone: 'no' }, 'Juma Baraka', 'The workshop’s number, ask for “fundi”'),
      told('tuma', {
        'person.birth-date': '1979',
        'person.gender': 'Masculine',
        'person.citizenship': ['TZA'],
        'person.languages': ['sw'],
        'person.migrant-worker': true,
        'trafficking.border-crossed': true,
        'trafficking.exploitation-country': 'SAU',
        'trafficking.methods-of-control': ['WithholdsDocuments', 'TakesEarnings'],
        'fund.double-funded': false,
      }),
      concluded('tuma', 'victim-of-trafficking', 'Two years without wages, his passport in the foreman’s drawer.'),
      tried('tuma', 'Ministry of labour desk', 'no-reply', []),
      agreed('tuma', 'sw'),
      {
        act: 'application.submit',
        by: 'tuma',
        input: { programme: 'gaf-2013', urgency: 'standard' },
        sealed: { summary: 'Tools and a stall: he was a tinsmith before he left.' },
      },
    ],
  },
  {
    key: 'halima',
    steps: [
      contact(
        'wanjiru',
        { presentCountry: 'KEN', source: 'health-service', dangerTonight: 'yes', alone: 'no' },
        'حليمة عبدي',
        'The midwife knows where she sleeps',
      ),
      told('wanjiru', { 'person.birth-date': '2008/2009', 'person.gender': 'Feminine', 'person.citizenship': ['SOM'], 'person.languages': ['so'] }),
      told('wanjiru', { 'age.disputed': true }, 'caseworker'),
      refused('wanjiru', 'so'),
      born('wanjiru', { shape: 'age', age: '17', on: '2026-11-03', about: true }, 'health-professional'),
    ],
  },
];
