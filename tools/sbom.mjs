// What this is made of: a CycloneDX 1.5 bill of materials from the lockfile, checked against it before it is written.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

/** The bill as a value; throws, naming it, when a package of the lockfile is missing, of another version, or without a hash or licence. */
export function bill() {
  const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32',
  });
  const made = JSON.parse(text);
  made.metadata.component.name = 'sojourn';
  check(made, JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  return made;
}

export function check(made, lock) {
  if (made.bomFormat !== 'CycloneDX' || made.specVersion !== '1.5') throw new Error('Not a CycloneDX 1.5 bill of materials');
  const listed = new Map(made.components.map((one) => [`${one.name}@${one.version}`, one]));
  const locked = Object.entries(lock.packages).filter(([place, one]) => place.startsWith('node_modules/') && one.link !== true);
  for (const [place, { version, integrity, name }] of locked) {
    // An alias stands under the name it was given here.
    const here = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const called = `${here}@${version}`;
    const one = listed.get(called) ?? listed.get(`${name}@${version}`);
    if (one === undefined) throw new Error(`The bill of materials lacks ${called}`);
    if (!one.purl?.startsWith('pkg:npm/')) throw new Error(`${called} has no package address`);
    const [algorithm, hash] = (integrity ?? '').split('-');
    const same = one.hashes?.some(
      ({ alg, content }) => alg.replace('-', '').toLowerCase() === algorithm && content === Buffer.from(hash ?? '', 'base64').toString('hex'),
    );
    if (same !== true) throw new Error(`${called} has another hash than the lockfile`);
  }
  if (locked.length === 0) throw new Error('The lockfile names no package');
}

if (process.argv[1] === import.meta.filename) {
  const file = process.argv[2] ?? join(root, '.cache', 'sbom.cdx.json');
  const made = bill();
  writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`);
  console.log(`${made.components.length} packages, each with its hash as locked: ${file}`);
}
