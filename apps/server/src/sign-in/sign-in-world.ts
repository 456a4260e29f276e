import type { Desk } from '../desk.ts';
import type { SignOn } from './sign-on.ts';

/** What signing in needs beside the desk. */
export type SignInWorld = {
  readonly desk: Desk;
  readonly demo: boolean;
  /** Keys of counted tries; and, apart from it, of what waits on devices. */
  readonly secret: string;
  readonly outboxSecret: string;
  /** As people's browsers see this desk; undefined: http://localhost on whatever port it listens. */
  readonly address: string | undefined;
  readonly signOn: SignOn | undefined;
  readonly about: { readonly demo: boolean; readonly bundleHash: string; readonly version: string };
};
