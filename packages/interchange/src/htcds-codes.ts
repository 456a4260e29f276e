// Human Trafficking Case Data Standard 2.0 by IOM (CC BY 4.0): its code values, and its labels where they are not the code with spaces.
export type CodeList = { readonly codes: readonly string[]; readonly labels?: Readonly<Record<string, string>> };

export const htcdsCodes = {
  gender: {
    codes: ['Feminine', 'Masculine', 'TransgenderFeminine', 'TransgenderMasculine', 'NonConforming', 'NonSpecifiedUnknown'],
    labels: { 'Not Specified/Unknown': 'NonSpecifiedUnknown' },
  },
  status: { codes: ['PossibleVictimOfTrafficking', 'ActualVictimOfTrafficking', 'NotAVictimOfTrafficking'] },
  decider: { codes: ['Police', 'NGO', 'CourtOrProsecution', 'NonPoliceGovernmentalOrganization', 'Other'] },
  recruitment: {
    codes: [
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
  },
  control: {
    codes: [
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
    labels: { 'Threats of law enforcement': 'ThreatsLawEnforcement', 'Psychoactive substances': 'PsychoactiveSubstance' },
  },
  exploitation: {
    codes: [
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
  },
  sexual: { codes: ['Prostitution', 'Pornography', 'RemoteInteractiveServices', 'PrivateSexualServices'] },
  caseStatus: { codes: ['Active', 'FollowUp', 'Closed', 'ClosedReferred'] },
  // ISIC Rev. 4 sections.
  industry: {
    codes: [
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
  },
} as const satisfies Record<string, CodeList>;

/** `asLabel`: written as the standard's label or with other capitals, and still one code only. */
export function codeFor(list: CodeList, words: string): { readonly code: string; readonly asLabel: boolean } | undefined {
  if (list.codes.includes(words)) return { code: words, asLabel: false };
  const label = Object.entries(list.labels ?? {}).find(([known]) => letters(known) === letters(words))?.[1];
  // 'C' alone, or a section's letter before it, is not part of an industry's name.
  const code = label ?? list.codes.find((known) => [letters(known), letters(known.replace(/^[A-Z]_/, ''))].includes(letters(words)));
  return code === undefined ? undefined : { code, asLabel: true };
}

export function letters(words: string): string {
  return words.toLowerCase().replace(/[^a-z]/g, '');
}
