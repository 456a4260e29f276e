import type { House } from '../open-house.ts';
import type { Settings } from '../settings.ts';

type Asked = { readonly settings: Settings; readonly words: readonly string[]; readonly say: (line: string) => void };

/** What a person at the machine may do to the whole installation; no one does these through the network. */
export type Maintenance = {
  readonly usage: string;
  /** 'any': also beside a running server. 'alone': only when none runs on this folder. */
  readonly beside: 'any' | 'alone';
  /** Goes on with a restore that was broken off; everything else waits until it is done. */
  readonly whileRestoring?: true;
  /** Opens the database and the key store first. Resolves to the exit code. */
  readonly run: (work: Asked & { readonly house: House }) => Promise<number>;
};

/** Opens the house itself, with a key of its own choice. */
export type KeyWork = { readonly usage: string; readonly runUnopened: (work: Asked & { readonly running: boolean }) => Promise<number> };
