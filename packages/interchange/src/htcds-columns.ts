/** What each HTCDS 2.0 column becomes. A column that is not here is kept word for word. */
export type ColumnUse =
  | {
      readonly as: 'fact';
      readonly fact: string;
      readonly many?: boolean;
      readonly kind: 'code' | 'country' | 'birth' | 'day';
      readonly codes?: readonly string[];
    }
  | { readonly as: 'name' | 'contact' | 'consent' | 'kept' };

const codes = {
  gender: ['Feminine', 'Masculine', 'TransgenderFeminine', 'TransgenderMasculine', 'NonConforming', 'NonSpecifiedUnknown'],
  status: ['PossibleVictimOfTrafficking', 'ActualVictimOfTrafficking', 'NotAVictimOfTrafficking'],
  decider: ['Police', 'NGO', 'CourtOrProsecution', 'NonPoliceGovernmentalOrganization', 'Other'],
  recruitment: [
    'AtAPlaceOfBusiness',
    'AtAnEducationalInstitution',
    'AtWork',
    'ThroughOnlineSocialNetworks',
    'ThroughAnOnlineAdvertisement',
    'ThroughATelevisionAdvert',
    'ThroughANewspaperAdvert',
    'ThroughFamilyOrFamilyEvents',
    'ThroughFriendsOrSocialEvents',
    'Other',
  ],
  control: [
    'PhysicalThreats',
    'ThreatsLawEnforcement',
    'ThreatensChildrenFamily',
    'DebtBondage',
    'FalsePromises',
    'PhysicalAbuse',
    'SexualAbuse',
    'TakesEarnings',
    'RestrictsFinancialAccess',
    'RestrictsMovement',
    'RestrictsMedicalCare',
    'WithholdsNecessities',
    'PsychologicalAbuse',
    'PsychoactiveSubstance',
    'ExcessiveWorkingHours',
    'UsesChildren',
    'WithholdsDocuments',
    'Other',
  ],
  exploitation: [
    'ForcedLabour',
    'SexualExploitation',
    'ChildLabour',
    'ForcedMarriage',
    'Servitude',
    'ForcedMilitaryByNonStateActors',
    'OrganRemoval',
    'ForcedBegging',
    'ForcedAdoption',
    'Surrogacy',
    'Other',
  ],
  sexual: ['Prostitution', 'Pornography', 'RemoteInteractiveServices', 'PrivateSexualServices'],
  caseStatus: ['Active', 'FollowUp', 'Closed', 'ClosedReferred'],
  industry: [
    'A_AgricultureForestryAndFishing',
    'B_MiningAndQuarrying',
    'C_Manufacturing',
    'D_ElectricityGasSteamAndAirConditioningSupply',
    'E_WaterSupplySewerageWasteManagement',
    'F_Construction',
    'G_WholesaleAndRetailTradeRepairOfMotorVehicles',
    'H_TransportationAndStorage',
    'I_AccommodationAndFoodServiceActivities',
    'J_InformationAndCommunication',
    'K_FinancialAndInsuranceActivities',
    'L_RealEstateActivities',
    'M_ProfessionalScientificAndTechnicalActivities',
    'N_AdministrativeAndSupportServiceActivities',
    'O_PublicAdministrationAndDefence',
    'P_Education',
    'Q_HumanHealthAndSocialWorkActivities',
    'R_ArtsEntertainmentAndRecreation',
    'S_OtherServiceActivities',
    'T_ActivitiesOfHouseholdsAsEmployers',
    'U_ActivitiesOfExtraterritorialOrganizations',
  ],
} as const;

const uses: Readonly<Record<string, ColumnUse>> = {
  con_consent: { as: 'consent' },
  prs_salutation: { as: 'kept' },
  prs_title: { as: 'kept' },
  prs_firstname: { as: 'name' },
  prs_middlename: { as: 'name' },
  prs_secondname: { as: 'name' },
  prs_email: { as: 'contact' },
  prs_homephone: { as: 'contact' },
  prs_mobilephone: { as: 'contact' },
  prs_birthdate: { as: 'fact', fact: 'person.birth-date', kind: 'birth' },
  prs_gender: { as: 'fact', fact: 'person.gender', kind: 'code', codes: codes.gender },
  prs_citizenship: { as: 'fact', fact: 'person.citizenship', kind: 'country', many: true },
  vic_traffickingstatus: { as: 'fact', fact: 'trafficking.htcds-status', kind: 'code', codes: codes.status },
  vic_traffickingstatusdecisionmakingorg: { as: 'fact', fact: 'trafficking.htcds-decider', kind: 'code', codes: codes.decider },
  vic_methodofrecruitment: { as: 'fact', fact: 'trafficking.method-of-recruitment', kind: 'code', many: true, codes: codes.recruitment },
  vic_methodsofcontrol: { as: 'fact', fact: 'trafficking.methods-of-control', kind: 'code', many: true, codes: codes.control },
  vic_typeofexploitation: { as: 'fact', fact: 'trafficking.types-of-exploitation', kind: 'code', many: true, codes: codes.exploitation },
  vic_forcedlabourindustry: { as: 'fact', fact: 'trafficking.forced-labour-industry', kind: 'code', many: true, codes: codes.industry },
  vic_typeofsexexploitation: { as: 'fact', fact: 'trafficking.sexual-exploitation-types', kind: 'code', many: true, codes: codes.sexual },
  cas_status: { as: 'fact', fact: 'case.htcds-status', kind: 'code', codes: codes.caseStatus },
  cas_incomingreferraldate: { as: 'fact', fact: 'referral.received-on', kind: 'day' },
  cas_outgoingreferraldate: { as: 'fact', fact: 'referral.sent-on', kind: 'day' },
};

// The standard disagrees with itself: misspelt in the spreadsheet, with underscores in the form.
const aliases: Readonly<Record<string, string>> = { vic_traffickinstatusdecisionmakingorg: 'vic_traffickingstatusdecisionmakingorg' };

/** 'prs_First_Name', 'prs_FirstName' and ' PRS_firstname ' are one column. */
export function columnKey(header: string): string {
  const [prefix, ...rest] = header.trim().toLowerCase().split('_');
  const key = `${prefix}_${rest.join('')}`;
  return aliases[key] ?? key;
}

export function useOf(header: string): ColumnUse {
  return uses[columnKey(header)] ?? { as: 'kept' };
}
