/** What a browser says of itself, as two coarse words from fixed lists: enough to know one's own, too little to tell people apart. */
export function deviceLabel(userAgent: string | undefined): string {
  const text = userAgent ?? '';
  const browser = browsers.find(([mark]) => text.includes(mark))?.[1] ?? 'other';
  const system = systems.find(([mark]) => text.includes(mark))?.[1] ?? 'other';
  return `${browser}/${system}`;
}

const browsers = [
  ['Firefox/', 'Firefox'],
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
  ['node', 'command-line'],
] as const;

const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iOS'],
  ['iPad', 'iOS'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const;
