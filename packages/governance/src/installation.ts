/** What whoever looks after an installation is told on the desk, by code. */
export const installationWarnings = ['disk-low', 'disk-nearly-full', 'clock-moved', 'clock-apart', 'certificate-ends-soon', 'certificate-ended'] as const;
export type InstallationWarning = (typeof installationWarnings)[number];

type Measured = {
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number };
  readonly clockMovedBy: number;
  readonly clockApart: number;
  readonly certificateDaysLeft?: number;
};

const GIGABYTE = 1_000_000_000;
/** A day or a time in a record would be wrong by more than a handwritten note is. */
const MINUTES = 5 * 60_000;

/** Low: under a tenth and under 20 GB. Nearly full: under 3 in 100 or under 1 GB; the database soon refuses to write. */
export function warningsOf({ disk, clockMovedBy, clockApart, certificateDaysLeft }: Measured): readonly InstallationWarning[] {
  const { freeBytes, totalBytes } = disk;
  const full = freeBytes < GIGABYTE || freeBytes < totalBytes * 0.03;
  const low = freeBytes < totalBytes / 10 && freeBytes < 20 * GIGABYTE;
  const days = certificateDaysLeft ?? Number.POSITIVE_INFINITY;
  return [
    ...(full ? (['disk-nearly-full'] as const) : low ? (['disk-low'] as const) : []),
    ...(Math.abs(clockMovedBy) >= MINUTES ? (['clock-moved'] as const) : []),
    ...(Math.abs(clockApart) >= MINUTES ? (['clock-apart'] as const) : []),
    ...(days < 0 ? (['certificate-ended'] as const) : days < 14 ? (['certificate-ends-soon'] as const) : []),
  ];
}
