import type { Policy } from './policy.ts';
import { sensitivityOf } from './sensitivity.ts';

type Operation = { readonly policy: Policy; readonly forTokens?: boolean };

/** Whether a program may be given this at all. What a person is asked a second factor for, only where the declaration says so itself. */
export const mayBeInToken = ({ policy, forTokens }: Operation): boolean => forTokens ?? sensitivityOf(policy) === undefined;
