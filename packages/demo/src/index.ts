export { type DemoOrganisation, type DemoUser, demoOrganisations } from './organisations.ts';
export { type DemoPerson, type DemoStep, demoPeople } from './people.ts';
