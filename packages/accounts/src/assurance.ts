import type { Instant, Refusal } from '@sojourn/kernel';
import type { Sensitive } from '@sojourn/operations';

/** What the session knows about the person in front of it. */
export type Assurance = {
  /** When a second factor was last shown in this session. */
  readonly secondFactorAt?: Instant | undefined;
  /** Something they could show: an authenticator app, a passkey, a hardware key. */
  readonly hasSecondFactor: boolean;
  /** The rights to see identity lapsed after unused days. */
  readonly identityLapsed: boolean;
};

const HOUR = 3_600_000;
/** A second factor shown counts this long; the screen's own lock is much shorter. */
export const secondFactorLasts = 4 * HOUR;

/** Undefined: go on. The kinds tell the desk what to ask for at that moment. */
export function missingAssurance(sensitive: Sensitive | undefined, assurance: Assurance, now: Instant): Refusal | undefined {
  if (sensitive === undefined) return undefined;
  if (sensitive === 'identity' && assurance.identityLapsed) return { kind: 'identity-rights-lapsed' };
  const { secondFactorAt } = assurance;
  if (secondFactorAt !== undefined && now - secondFactorAt < secondFactorLasts) return undefined;
  return { kind: assurance.hasSecondFactor ? 'second-factor-needed' : 'second-factor-not-set-up' };
}
