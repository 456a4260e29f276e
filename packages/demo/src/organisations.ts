import type { Role } from '@sojourn/operations';

export type DemoUser = {
  readonly userId: string;
  readonly officeId: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
};
export type DemoOrganisation = {
  readonly organisationId: string;
  readonly name: string;
  readonly offices: readonly { readonly officeId: string; readonly name: string; readonly country: string }[];
  readonly users: readonly DemoUser[];
};

const id = (n: number) => `0192a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const user = (n: number, office: number, username: string, displayName: string, role: Role): DemoUser => ({
  userId: id(n),
  officeId: id(office),
  username,
  displayName,
  roles: [role],
});

/** Two invented organisations that must never see each other. */
export const demoOrganisations: readonly DemoOrganisation[] = [
  {
    organisationId: id(1),
    name: 'Harbour Protection Desk',
    offices: [
      { officeId: id(11), name: 'Beirut', country: 'LBN' },
      { officeId: id(12), name: 'Tunis', country: 'TUN' },
    ],
    users: [
      user(101, 11, 'amal', 'Amal Haddad', 'caseworker'),
      user(102, 11, 'samir', 'Samir Khoury', 'supervisor'),
      user(103, 11, 'maya', 'Maya Lindqvist', 'fund-manager'),
      user(104, 11, 'farid', 'Farid Benali', 'finance'),
      user(105, 11, 'noor', 'Noor Aziz', 'administrator'),
      // Two people are the whole office in Tunis.
      user(106, 12, 'leila', 'Leila Trabelsi', 'caseworker'),
      user(107, 12, 'hedi', 'Hedi Mansour', 'supervisor'),
      user(108, 11, 'hana', 'Hana Sabbagh', 'data-protection'),
      user(109, 11, 'idris', 'Idris Okoye', 'safeguarding'),
      user(110, 12, 'salma', 'Salma Ferchichi', 'safeguarding'),
      // What a machine translated takes two.
      user(111, 11, 'rita', 'Rita Nassar', 'lawyer'),
      user(112, 12, 'mehdi', 'Mehdi Chaari', 'lawyer'),
    ],
  },
  {
    organisationId: id(2),
    name: 'Southern Crossing Aid',
    offices: [{ officeId: id(21), name: 'Nairobi', country: 'KEN' }],
    users: [
      user(201, 21, 'wanjiru', 'Wanjiru Otieno', 'caseworker'),
      user(202, 21, 'daniel', 'Daniel Mwangi', 'fund-manager'),
      user(203, 21, 'grace', 'Grace Achieng', 'finance'),
      user(204, 21, 'tuma', 'Tuma Lekuton', 'caseworker'),
      user(205, 21, 'peter', 'Peter Kamau', 'supervisor'),
      user(206, 21, 'zawadi', 'Zawadi Njeri', 'administrator'),
      user(207, 21, 'amina', 'Amina Hassan', 'data-protection'),
      user(208, 21, 'joseph', 'Joseph Barasa', 'safeguarding'),
      user(209, 21, 'faith', 'Faith Mutua', 'lawyer'),
    ],
  },
];
