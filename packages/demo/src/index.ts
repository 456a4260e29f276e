export { type DemoOrganisation, type DemoUser, demoOrganisations } from './organisations.ts';
export { demoPeople } from './people.ts';
export type { DemoPerson, DemoStep } from './steps.ts';
