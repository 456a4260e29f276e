import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfBase, shownProblem } from '@sojourn/catalogue';
import { readCatalogue, writtenAgainst } from './catalogue-files.ts';

export const checkOverlayUsage = `check-overlay FOLDER [--write]
  Reads a deployment’s own folder over the catalogue as it now is: each addition, each correction, and whether the catalogue says otherwise since
  that correction was written. Writes nothing; --write says that all of them were read again against this catalogue (${writtenAgainst}).`;

export function checkOverlay(words: readonly string[], say: (line: string) => void, root: string): number {
  const folder = words.find((word) => !word.startsWith('--'));
  const base = readCatalogue(root).catalogue;
  const { catalogue, problems } = folder === undefined ? { catalogue: undefined, problems: [] } : readCatalogue(root, folder);
  if (folder === undefined || base === undefined || catalogue === undefined) {
    for (const problem of problems) say(shownProblem(problem));
    say(folder === undefined ? checkOverlayUsage : `${problems.length} problems: nothing of this folder counts until they are gone`);
    return 1;
  }
  for (const { section, key, does, base: changed } of catalogue.overlay)
    say(`${does === 'adds' ? '+' : changed === undefined ? '=' : '!'} ${section} ${key}${changed === undefined ? '' : `: ${why[changed]}`}`);
  const again = catalogue.overlay.filter((mark) => mark.base !== undefined).length;
  say(`${catalogue.overlay.length} additions and corrections, ${again} to be read again`);
  if (!words.includes('--write')) return 0;
  const lines = catalogue.overlay.flatMap(({ section, key, does }) =>
    does === 'adds' ? [] : [`${JSON.stringify(`${section} ${key}`)}: "${hashOfBase(under(base, section, key))}"`],
  );
  writeFileSync(join(folder, writtenAgainst), lines.length === 0 ? '{}\n' : `${lines.join('\n')}\n`);
  return 0;
}

const why = { changed: 'the catalogue says otherwise since this was written', 'not-said': 'nobody said what this was written against' } as const;

type Base = NonNullable<ReturnType<typeof readCatalogue>['catalogue']>;

/** What the catalogue itself says there. */
function under(base: Base, section: Base['overlay'][number]['section'], key: string): unknown {
  if (section === 'texts') {
    const [language = '', kind = '', ...rest] = key.split(' ');
    return base.texts[language as 'en']?.[kind]?.[rest.join(' ')];
  }
  if (section === 'events') return base.events.find((one) => `${one.instrument} ${one.iso3} ${one.event} ${one.source}` === key);
  if (section === 'reservations') return base.reservations.find((one) => `${one.instrument} ${one.iso3} ${one.articles.join(';')} ${one.source}` === key);
  return base[section].find((one) => one.id === key);
}
