import { agreed, born, concluded, contact, type DemoPerson, named, skipped, someone, told, tried } from './steps.ts';

/** Of the first organisation. */
export const harbourPeople: readonly DemoPerson[] = [
  {
    key: 'rahim',
    steps: [
      contact(
        'amal',
        { presentCountry: 'LBN', source: 'ngo', dangerTonight: 'no', alone: 'yes' },
        'রহিম উদ্দিন (Rahim Uddin)',
        'Only by message, after 8 in the evening; the phone belongs to a friend',
      ),
      told('amal', {
        'person.birth-date': '1992',
        'person.gender': 'Masculine',
        'person.citizenship': ['BGD'],
        'person.languages': ['bn'],
        'person.detained': false,
        'person.migrant-worker': true,
        'trafficking.border-crossed': true,
        'trafficking.types-of-exploitation': ['ForcedLabour'],
        'trafficking.forced-labour-industry': ['A_AgricultureForestryAndFishing'],
        'trafficking.methods-of-control': ['WithholdsDocuments', 'DebtBondage'],
        'fund.double-funded': false,
      }),
      concluded('amal', 'victim-of-trafficking', 'Fourteen months on a fishing vessel, papers held, debt that only grew.'),
      tried('amal', 'Town shelter', 'cannot-help', ['sex']),
      tried('amal', 'National referral line', 'no-reply', []),
      agreed('amal', 'bn'),
      {
        act: 'application.submit',
        by: 'amal',
        input: { programme: 'gaf-2013', urgency: 'standard' },
        sealed: { summary: 'Man of 34 from a fishing vessel. The only shelter takes women.' },
      },
      {
        act: 'application.decide',
        by: 'maya',
        about: 'application',
        input: { decision: 'eligible', reasons: ['tests-met'] },
        sealed: { reason: 'All five tests met; a shelter for women is not comparable help for a man.' },
      },
      {
        act: 'plan.add-line',
        by: 'amal',
        input: { service: 'accommodation', quantity: 21, unit: 'night', unitCost: { minor: 3200, currency: 'USD' } },
        sealed: { provider: 'Guest house by the church' },
      },
      { act: 'plan.add-line', by: 'amal', input: { service: 'medical', quantity: 2, unit: 'visit', unitCost: { minor: 4500, currency: 'USD' } } },
      { act: 'plan.approve', by: 'maya', about: 'lines', input: { totals: [{ minor: 76200, currency: 'USD' }] } },
      { act: 'payment.record', by: 'farid', about: 'line', input: { amount: { minor: 67200, currency: 'USD' }, method: 'direct-to-provider' } },
      { act: 'service.record', by: 'amal', input: { service: 'accommodation', quantity: 7, received: 'yes' } },
      named('amal', 'Mohammad Rahim Uddin', 'on-document', { source: 'document' }),
      born('amal', { shape: 'day', calendar: 'gregory', year: '১৯৯২', month: 3, day: '১৪' }),
    ],
  },
  {
    key: 'selam',
    steps: [
      contact(
        'amal',
        { presentCountry: 'LBN', source: 'hotline', dangerTonight: 'yes', alone: 'yes', medicalEmergency: 'not-known' },
        'ሰላም ተስፋዬ',
        'Call only when she texts "bread" first',
      ),
      told('amal', {
        'person.birth-date': '2001-05',
        'person.gender': 'Feminine',
        'person.citizenship': ['ETH'],
        'person.migrant-worker': true,
        'trafficking.border-crossed': true,
      }),
      named('amal', 'ሰሊ', 'nickname', { language: 'am', call: true }),
      named('amal', 'ሰላም ተስፋዬ', 'as-said', { language: 'am' }, [
        { role: 'given', text: 'ሰላም' },
        { role: 'father', text: 'ተስፋዬ' },
      ]),
      named('amal', 'Selam Tesfaye', 'transliteration'),
      born('amal', { shape: 'month', calendar: 'ethiopic', year: '1993', month: 9 }),
      someone('amal', 'employer', 'employer', { name: 'مدام ريتا', note: 'Keeps her telephone at night.' }),
      { act: 'person.relate', by: 'amal', input: { personId: '@employer', relation: 'alleged-perpetrator' } },
    ],
  },
  {
    key: 'thiri',
    steps: [
      contact('amal', { presentCountry: 'LBN', source: 'health-service', dangerTonight: 'no' }, 'သီရိ', 'Through the clinic nurse only; never through the uncle'),
      told('amal', { 'person.birth-date': '2007', 'person.gender': 'Feminine', 'person.citizenship': ['MMR'], 'trafficking.border-crossed': true }),
      told('amal', { 'person.birth-date': '2011' }, 'health-professional'),
      told('amal', { 'age.disputed': true }, 'caseworker'),
      someone('amal', 'uncle', 'relative', {
        name: 'ဦးမောင်',
        contact: 'Waits outside the clinic; never call him',
        note: 'Says he is her guardian. She goes quiet when he comes in.',
      }),
      { act: 'person.relate', by: 'amal', input: { personId: '@uncle', relation: 'alleged-perpetrator', source: 'health-professional' } },
    ],
  },
  {
    key: 'declined',
    steps: [
      contact('amal', { presentCountry: 'LBN', source: 'self', dangerTonight: 'declined' }, '', ''),
      skipped('amal', ['person.birth-date', 'person.citizenship', 'trafficking.border-crossed']),
    ],
  },
  {
    key: 'yusuf',
    steps: [
      contact('samir', { presentCountry: 'LBN', source: 'un-agency', dangerTonight: 'no' }, 'يوسف (لا أوراق)', 'في المركز فقط، لا اتصال هاتفي'),
      told('samir', {
        'person.birth-date': '1985~',
        'person.citizenship': ['stateless'],
        'person.seeks-asylum': true,
        'person.detained': false,
        'trafficking.border-crossed': true,
      }),
      concluded('samir', 'presumed-more-time', 'Some elements are unclear; doubt counts for him while we find out.'),
      tried('samir', 'Regional programme', 'no-reply', []),
      agreed('samir', 'ar'),
      {
        act: 'application.submit',
        by: 'samir',
        input: { programme: 'gaf-2013', urgency: 'standard' },
        sealed: { summary: 'Stateless man, presumed trafficked.' },
      },
      named('samir', 'أبو عمر', 'nickname', { language: 'ar', call: true }),
      born('samir', { shape: 'year', calendar: 'islamic-umalqura', year: '١٤٠٥', about: true }),
    ],
  },
  {
    key: 'oksana',
    steps: [
      contact('amal', { presentCountry: 'LBN', source: 'embassy', dangerTonight: 'no' }, 'Оксана Бондар', 'E-mail, any time'),
      told('amal', {
        'person.birth-date': '1996-09',
        'person.gender': 'Feminine',
        'person.citizenship': ['UKR'],
        'trafficking.border-crossed': true,
        'trafficking.exploitation-country': 'TUR',
      }),
      concluded('amal', 'not-trafficked-but-vulnerable', 'Unpaid wages and threats, no exploitation by trafficking; refer for wage claim.'),
    ],
  },
  {
    key: 'moussa',
    steps: [
      contact('leila', { presentCountry: 'TUN', source: 'ngo', dangerTonight: 'no', alone: 'no' }, 'Moussa Coulibaly', 'Ask for “the cousin”'),
      told('leila', {
        'person.birth-date': '1999',
        'person.citizenship': ['CIV', 'MLI'],
        'place.transit-countries': ['DZA', 'LBY'],
        'trafficking.border-crossed': true,
        'person.detained': true,
      }),
    ],
  },
  {
    key: 'internal',
    steps: [
      contact('amal', { presentCountry: 'LBN', source: 'local-government', dangerTonight: 'no' }, 'جنى', ''),
      told('amal', { 'person.birth-date': '2002', 'trafficking.border-crossed': false }),
      concluded('amal', 'victim-of-trafficking', 'Moved between two districts and held in a workshop.'),
    ],
  },
];
