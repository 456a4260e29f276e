import type { Policy } from './policy.ts';

/** Why an operation asks for the second factor: it shows who people are, or it changes who may do what. */
export type Sensitive = 'identity' | 'administration';

/** Follows from the policy, so no operation can forget to say it. Undefined: a password is enough. */
export function sensitivityOf({ sealed, purpose }: Policy): Sensitive | undefined {
  if (sealed === 'reads' || purpose === 'import') return 'identity';
  return purpose === 'administration' || purpose === 'accounts' ? 'administration' : undefined;
}
