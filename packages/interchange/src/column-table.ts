import { standardNames, useOf } from './htcds-columns.ts';

export type ColumnLine = { readonly column: string; readonly coming: string; readonly leaving: string };

/** For each field of the standard: what becomes of it when it comes in, and whether it leaves again. The table in docs/htcds.md is this. */
export function columnTable(): readonly ColumnLine[] {
  return standardNames.map((column) => ({ column, coming: comingIn(column), leaving: goingOut(column) }));
}

const withheld: Readonly<Record<string, string>> = {
  name: 'withheld: identity leaves one by one, as a referral',
  phone: 'withheld: nobody said that this contact is safe',
  email: 'withheld: nobody said that this contact is safe',
  document: 'withheld: identity leaves one by one, as a referral',
  kept: 'withheld: words are sealed, and may hold identity',
};

function comingIn(column: string): string {
  const use = useOf(column);
  if (use.as === 'consent') return 'kept sealed; a tick is not a consent: ask and record it';
  if (use.as === 'name') return 'kept sealed, as the name as said';
  if (use.as === 'phone' || use.as === 'email') return 'kept sealed; no safe contact until the person says so';
  if (use.as === 'document') return 'kept sealed; compared to find the same person';
  if (use.as !== 'fact') return 'kept sealed, word for word';
  if (use.kind === 'birth') return `derived: \`${use.fact}\`, to the month; the day stays sealed`;
  return `kept: \`${use.fact}\``;
}

function goingOut(column: string): string {
  const use = useOf(column);
  if (column === 'vic_AgreementToManagePersonalData') return 'withheld: the standard takes it back';
  if (column === 'vic_Vulnerabilities' || column === 'vic_DetailsOfVulnerabilities') return 'withheld: the standard takes it back; a list of weaknesses harms';
  if (use.as === 'consent') return 'derived: TRUE, as only those leave who agreed to this recipient';
  if (use.as === 'fact') return use.kind === 'birth' ? 'kept, to the month' : use.kind === 'country' ? 'kept, as ISO 3166-1 alpha-2; XXA: stateless' : 'kept';
  return withheld[use.as] ?? 'withheld';
}
