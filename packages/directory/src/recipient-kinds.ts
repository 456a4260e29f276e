/**
 * What a recipient is, and how far the firewall lets anything go there.
 * `by-consent`: with the person's authority. `by-filing`: only as a filing the person asks for. `without-identity`: coded facts only. `never`: nothing, ever.
 */
export const recipientKinds = {
  'this-organisation': 'by-consent',
  'health-service': 'by-consent',
  lawyer: 'by-consent',
  shelter: 'by-consent',
  'child-protection': 'by-consent',
  'other-organisation': 'by-consent',
  'un-agency': 'by-consent',
  family: 'by-consent',
  consulate: 'by-filing',
  police: 'by-filing',
  court: 'by-filing',
  'asylum-authority': 'by-filing',
  'labour-authority': 'by-filing',
  'visa-authority': 'by-filing',
  'exit-permit-office': 'by-filing',
  'donor-without-identity': 'without-identity',
  'research-without-identity': 'without-identity',
  'immigration-enforcement': 'never',
  'police-prosecuting-the-person': 'never',
  'alleged-exploiter': 'never',
  recruiter: 'never',
  creditor: 'never',
} as const;

export type RecipientKind = keyof typeof recipientKinds;
export type Reach = (typeof recipientKinds)[RecipientKind];
/** A kind that something may reach at all. */
export type OpenKind = { [Kind in RecipientKind]: (typeof recipientKinds)[Kind] extends 'never' ? never : Kind }[RecipientKind];

const kinds = Object.keys(recipientKinds) as readonly RecipientKind[];
export const everyKind = kinds;
export const closedKinds: readonly RecipientKind[] = kinds.filter((kind) => recipientKinds[kind] === 'never');
export const openKinds = kinds.filter((kind): kind is OpenKind => recipientKinds[kind] !== 'never');

export function isOpen(kind: RecipientKind): kind is OpenKind {
  return recipientKinds[kind] !== 'never';
}

export function isRecipientKind(text: string): text is RecipientKind {
  return Object.hasOwn(recipientKinds, text);
}
