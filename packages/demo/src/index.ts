export { type DemoOrganisation, type DemoUser, demoOrganisations } from './organisations.ts';
export { demoPeople, firstPeople } from './people.ts';
export { demoRecipients } from './recipients.ts';
export type { DemoPerson, DemoStep } from './steps.ts';
