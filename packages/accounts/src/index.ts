export { type Assurance, missingAssurance, secondFactorLasts } from './assurance.ts';
export { hashOfCode, newCode, readCode, recoveryCodes, recoveryGroups, slipGroups } from './codes.ts';
export { deviceLabel } from './device-label.ts';
export { mayApprove, mayGive, mayManage, type Wanted } from './granting.ts';
export { longestPassword, passwordProblem, type StolenPasswords, shortestPassword } from './password-rules.ts';
export { type AccountDays, identityHasLapsed, isLockedOut, unusedDays } from './standing.ts';
export { countSource, delayAfter, knownDeviceLimit, sourceOf, strangersLimit, type Tries, triesPerSource, tryOnce } from './throttle.ts';
