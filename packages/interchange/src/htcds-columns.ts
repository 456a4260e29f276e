import { type CodeList, htcdsCodes, letters } from './htcds-codes.ts';

export type FactUse = {
  readonly as: 'fact';
  readonly fact: string;
  readonly many?: boolean;
  readonly kind: 'code' | 'country' | 'birth' | 'day';
  readonly list?: CodeList;
};
/**
 * What a column becomes. Everything is kept word for word besides. `choice`: one answer of a question that may have several, ticked
 * or not; `form` and `submission`: of the tool that collected it, not of the person.
 */
export type ColumnUse =
  | FactUse
  | { readonly as: 'choice'; readonly of: string; readonly code: string; readonly use: FactUse }
  | { readonly as: 'name' | 'phone' | 'email' | 'document' | 'consent' | 'kept' | 'form' | 'submission' };
/** Whom the words of a column are about. */
export type ColumnSubject = 'person' | 'case-worker' | 'organisation' | 'somebody-else';

const kept = { as: 'kept' } as const;
const code = (fact: string, list: CodeList): FactUse => ({ as: 'fact', fact, kind: 'code', list });
const codes = (fact: string, list: CodeList): FactUse => ({ as: 'fact', fact, kind: 'code', list, many: true });

const uses: Readonly<Record<string, ColumnUse>> = {
  con_Consent: { as: 'consent' },
  vic_AgreementToManagePersonalData: { as: 'consent' },
  prs_FirstName: { as: 'name' },
  prs_MiddleName: { as: 'name' },
  prs_SecondName: { as: 'name' },
  prs_Email: { as: 'email' },
  prs_HomePhone: { as: 'phone' },
  prs_MobilePhone: { as: 'phone' },
  prs_IdentityNumber: { as: 'document' },
  prs_Birthdate: { as: 'fact', fact: 'person.birth-date', kind: 'birth' },
  prs_Gender: code('person.gender', htcdsCodes.gender),
  prs_Citizenship: { as: 'fact', fact: 'person.citizenship', kind: 'country', many: true },
  vic_TraffickingStatus: code('trafficking.htcds-status', htcdsCodes.status),
  vic_TraffickingStatusDecisionMakingOrg: code('trafficking.htcds-decider', htcdsCodes.decider),
  vic_MethodOfRecruitment: codes('trafficking.method-of-recruitment', htcdsCodes.recruitment),
  vic_MethodsOfControl: codes('trafficking.methods-of-control', htcdsCodes.control),
  vic_TypeOfExploitation: codes('trafficking.types-of-exploitation', htcdsCodes.exploitation),
  vic_ForcedLabourIndustry: codes('trafficking.forced-labour-industry', htcdsCodes.industry),
  vic_TypeOfSexExploitation: codes('trafficking.sexual-exploitation-types', htcdsCodes.sexual),
  cas_Status: code('case.htcds-status', htcdsCodes.caseStatus),
  cas_IncomingReferralDate: { as: 'fact', fact: 'referral.received-on', kind: 'day' },
  cas_OutgoingReferralDate: { as: 'fact', fact: 'referral.sent-on', kind: 'day' },
};

// The standard's other fields: known, and kept word for word only.
const alsoKnown = `prs_Salutation prs_Title prs_Deceased prs_MaritalStatus prs_NumberOfChildren prs_PrimaryLanguage prs_SecondaryLanguage
  prs_HighestLevelOfEducation prs_MailingCity prs_MailingCountry prs_MailingState prs_MailingStreet prs_MailingPostalCode
  prs_MailingLongitude prs_MailingLatitude vic_RelationshipToTrafficker vic_AgeWhenTrafficked vic_RecruitmentWebsitesAndApps
  vic_LocationOfRecruitment vic_LocationOfExploitation vic_ExploitationWebsitesAndApps vic_Vulnerabilities vic_DetailsOfVulnerabilities
  cas_ReasonForCaseClosure cas_CaseOwner cas_ReferringOrganisation cas_ReferringPrimaryCaseWorker cas_ReasonForIncomingReferral
  cas_IncomingReferralDetails cas_ReferredOrganisation cas_ReferredPrimaryCaseWorker cas_ReasonForOutgoingReferral cas_OutgoingReferralDetails
  cco_CaseComment hte_Longitude hte_Latitude hte_City hte_Country hte_State hte_Street hte_PostalCode hte_Date hte_Type hte_Description
  spl_Objectives spl_ActionPlan spl_PlannedEndDate spl_ActualEndDate spl_Type per_RoleInProcess per_RoleDetails per_Organisation
  org_Name org_ShippingCity org_ShippingCountry org_ShippingState org_ShippingStreet org_ShippingPostalCode org_ShippingLongitude
  org_ShippingLatitude org_Phone org_Type`.split(/\s+/);

// The standard disagrees with itself: the spreadsheet misspells one name, and the form writes others with underscores.
const aliases: Readonly<Record<string, string>> = { vic_traffickinstatusdecisionmakingorg: 'vic_TraffickingStatusDecisionMakingOrg' };

const labels: Readonly<Record<string, readonly string[]>> = {
  prs_MailingState: ['Mailing State/Province'],
  prs_MailingPostalCode: ['Mailing Zip/Postal Code'],
  vic_TraffickingStatusDecisionMakingOrg: ['Trafficking Status Decision Making Organization', 'Trafficking Status Decision Making Organisation'],
};

const subjects: Readonly<Record<string, ColumnSubject>> = {
  cas_CaseOwner: 'case-worker',
  cas_ReferringPrimaryCaseWorker: 'case-worker',
  cas_ReferredPrimaryCaseWorker: 'case-worker',
  cas_ReferringOrganisation: 'organisation',
  cas_ReferredOrganisation: 'organisation',
};

/** Every field of the standard, as its own list names it. */
export const standardNames: readonly string[] = [...Object.keys(uses), ...alsoKnown];
const byKey = new Map(standardNames.map((name) => [keyOf(name), name]));

/** The standard's name of a column: 'prs_First_Name' and ' PRS_firstname ' are prs_FirstName. */
export function standardName(header: string): string | undefined {
  const key = keyOf(header);
  return aliases[key] ?? byKey.get(key);
}

export function useOf(name: string): ColumnUse {
  return uses[name] ?? kept;
}

export function subjectOf(name: string): ColumnSubject {
  return subjects[name] ?? (name.startsWith('org_') ? 'organisation' : name.startsWith('per_') ? 'somebody-else' : 'person');
}

/**
 * Row 1 of the template is hidden and people fill it in by the labels of row 2: a label that is not this column's own
 * ('Mailing Street' over prs_MailingCity) means that neither can be believed.
 */
export function labelFits(name: string, label: string): boolean {
  const own = [name.slice(name.indexOf('_') + 1), ...(labels[name] ?? [])];
  return own.some((known) => letters(known) === letters(label));
}

/** As the standard labels a column. */
export function labelOf(name: string): string {
  return labels[name]?.[0] ?? name.slice(name.indexOf('_') + 1).replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}

/** The one column that is labelled so; where several are ('Type', 'Date'), none. */
export function nameLabelled(label: string): string | undefined {
  const fitting = letters(label) === '' ? [] : standardNames.filter((name) => labelFits(name, label));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Words that stand in a row of labels and nowhere else. */
export function isLabel(words: string): boolean {
  return letters(words).length > 5 && [...byKey.values()].some((name) => labelFits(name, words));
}

function keyOf(header: string): string {
  const [prefix, ...rest] = header.trim().toLowerCase().split('_');
  return `${prefix}_${rest.join('')}`;
}
