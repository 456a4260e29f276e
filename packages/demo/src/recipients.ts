import type { Recipient } from '@sojourn/directory';
import type { PlainDate } from '@sojourn/kernel';

const id = (n: number) => `0192a000-0000-7000-8000-${String(9_000 + n).padStart(12, '0')}`;
const day = (text: string) => text as PlainDate;
const agreed = (n: number, until = '2027-12-31') => ({ agreement: { agreementId: `ISP-2026-${n}`, expiresOn: day(until) } });
const one = (n: number, kind: Recipient['kind'], code: string, name: string, more: Partial<Recipient> = {}): Recipient => ({
  recipientId: id(n),
  kind,
  code,
  name,
  retired: false,
  ...more,
});

/** Invented, as everything here. Two stand in the list so that nothing can ever be sent to them. */
export const demoRecipients: Readonly<Record<string, readonly Recipient[]>> = {
  'Harbour Protection Desk': [
    one(1, 'health-service', 'cedar-clinic', 'Cedar Street Clinic', { country: 'LBN', ...agreed(1) }),
    one(2, 'lawyer', 'legal-corner', 'Legal Corner', { country: 'LBN', ...agreed(2) }),
    one(3, 'shelter', 'olive-house', 'Olive House', { country: 'LBN', ...agreed(3, '2026-06-30') }),
    one(4, 'child-protection', 'child-desk', 'Child Protection Desk', { country: 'LBN', ...agreed(4) }),
    one(5, 'consulate', 'consulate-bgd', 'Consulate of Bangladesh', { country: 'BGD' }),
    one(6, 'asylum-authority', 'asylum-office', 'Asylum Office', { country: 'LBN' }),
    one(7, 'labour-authority', 'labour-office', 'Labour Office', { country: 'LBN' }),
    one(8, 'court', 'district-court', 'District Court', { country: 'LBN' }),
    one(9, 'police', 'police-complaints', 'Police Complaints Desk', { country: 'LBN' }),
    one(10, 'immigration-enforcement', 'removals-unit', 'Removals Unit', { country: 'LBN' }),
    one(11, 'recruiter', 'blue-anchor', 'Blue Anchor Recruitment', { country: 'BGD' }),
    one(12, 'visa-authority', 'visa-section', 'Visa Section', { country: 'DEU' }),
    one(13, 'exit-permit-office', 'exit-permits', 'Exit Permit Office', { country: 'LBN' }),
    one(14, 'consulate', 'consulate-eth', 'Consulate of Ethiopia', { country: 'ETH' }),
  ],
  'Southern Crossing Aid': [
    one(51, 'health-service', 'lake-hospital', 'Lake Hospital', { country: 'KEN', ...agreed(51) }),
    one(52, 'lawyer', 'hill-law', 'Hill Law Clinic', { country: 'KEN', ...agreed(52) }),
    one(53, 'police-prosecuting-the-person', 'border-police', 'Border Police', { country: 'KEN' }),
  ],
};
