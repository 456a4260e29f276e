import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keyFrom, rotateKeys, secretFromShares, sharesOf, statusOfKeys } from '@sojourn/vault';
import { findKey, type KeySource, lockUnder, nextKey, takeNext } from '../key-source.ts';
import { openHouse } from '../open-house.ts';
import { replaceSearchKeys } from '../search-index.ts';
import { type Settings, settingsFrom } from '../settings.ts';
import type { KeyWork } from './command.ts';
import { askLines, askPassphrase } from './passphrase.ts';

type Work = { readonly settings: Settings; readonly words: readonly string[]; readonly say: (line: string) => void };

/** Opens the house itself: these are the commands for when a key is lost, seen by others, or only old. */
export const keys: KeyWork = {
  usage: 'keys status|init|recover|rotate|compromised   the key that opens all names: passphrase, recovery shares, a new key',
  runUnopened: async ({ settings, words: [what, ...rest], say, running }) => {
    const work = { settings, words: rest, say };
    if (what !== 'status' && what !== 'rotate' && running) throw new Error('Sojourn is running on this folder. Stop it first.');
    if (what === 'status') return status(work, running);
    if (what === 'init') return init(work);
    if (what === 'recover') return recover(work);
    if (what === 'rotate') return rotate(work, running);
    if (what === 'compromised') return compromised(work);
    throw new Error(keys.usage);
  },
};

async function status({ settings, say }: Work, running: boolean): Promise<number> {
  const source = await findKey(settings);
  const house = await openHouse(settings, say, { leaveRunning: running, source });
  try {
    const { epochs, people, destroyed, underWay } = await statusOfKeys(house.addresses.keys);
    say(`The key comes from: ${source.kind}. ${people} people have a key, ${destroyed} keys were destroyed.`);
    for (const { epoch, openedAt, destroyedAt, keys: wrapped } of epochs)
      say(
        `  epoch ${epoch}, from ${openedAt.toISOString().slice(0, 10)}${destroyedAt === null ? `: ${wrapped} keys` : `, destroyed ${destroyedAt.toISOString().slice(0, 10)}`}`,
      );
    if (underWay) say('Work on the keys was begun and broken off. Run the same command again: it goes on.');
    return 0;
  } finally {
    await house.close();
  }
}

async function init({ settings, words, say }: Work): Promise<number> {
  const { values } = parseArgs({ args: [...words], options: { shares: { type: 'string', default: '5' }, needed: { type: 'string', default: '3' } } });
  const [of, needed] = sharesWanted(Number(values.shares), Number(values.needed));
  const source = await findKey(settings);
  if (source.kind === 'environment') throw new Error('The key is given by SOJOURN_KEY: keep and back it up where it comes from.');
  const house = await openHouse(settings, say, { source });
  await house.close();
  await lockUnder(settings, source.secret, await askPassphrase('new key', true));
  await tellShares(source.secret, needed, of, say);
  return 0;
}

/** How many are made, and how many of them open the key. */
export function sharesWanted(of: number, needed: number): readonly [number, number] {
  if (!Number.isInteger(of) || !Number.isInteger(needed) || needed < 2 || of < needed || of > 20)
    throw new Error('At least 2 shares are needed to recover, and at most 20 are printed.');
  return [of, needed];
}

async function tellShares(secret: string, needed: number, of: number, say: (line: string) => void): Promise<void> {
  say(
    `Recovery shares: any ${needed} of these ${of} open the keys when the passphrase is lost. They are shown once. Print each, give each to another person, keep none on this machine.`,
  );
  for (const share of await sharesOf(secret, needed, of)) say(`  ${share}`);
}

async function recover({ settings, words, say }: Work): Promise<number> {
  const lines = words[0] === undefined ? await askLines('Recovery shares, one a line; an empty line ends: ') : readFileSync(words[0], 'utf8').split('\n');
  const found = await secretFromShares(lines.filter((line) => line.trim() !== ''));
  if (!found.ok)
    throw new Error(
      found.kind === 'slip'
        ? `Share ${found.line} has a slip in it. Compare it with the paper, letter by letter.`
        : found.kind === 'too-few'
          ? 'These are too few shares. Ask another person who keeps one.'
          : 'These shares do not belong together.',
    );
  const house = await openHouse(settings, say, { source: { secret: found.secret, kind: 'passphrase' } });
  await house.close();
  await lockUnder(settings, found.secret, await askPassphrase('new key', true));
  say('The keys open again, with the new passphrase. The shares stay good. If someone else may have seen them together, run: keys compromised');
  return 0;
}

async function rotate({ settings, say }: Work, running: boolean): Promise<number> {
  const source = await findKey(settings);
  const house = await openHouse(settings, say, { leaveRunning: running, source });
  try {
    const key = keyFrom(source.secret, source.kind);
    const wrapped = await rotateKeys(house.addresses.keys, { from: key, to: key, replacePersonKeys: false, say });
    say(
      `${wrapped} keys wrapped anew; the old epoch key is destroyed. Backups of the keys from before today still open with the key they were made under: destroy them when their days are over.`,
    );
    return 0;
  } finally {
    await house.close();
  }
}

/**
 * A new key-encryption key, a new epoch and a new key for every person. The new key lies on the disk, under its passphrase,
 * before anything is wrapped by it: broken off at any moment, the same command goes on.
 */
async function compromised({ settings, say }: Work): Promise<number> {
  const before = await findKey(settings);
  const outside = before.kind === 'environment';
  const next = outside ? fromEnvironment() : await nextKey(settings);
  const house = await openHouse(settings, say, { source: before, mendingKeys: true });
  try {
    const [from, to] = [keyFrom(before.secret, before.kind), keyFrom(next.secret, next.kind)];
    const wrapped = await rotateKeys(house.addresses.keys, { from, to, replacePersonKeys: true, say });
    await replaceSearchKeys(house.desk, house.addresses.setUp);
    if (!outside) await takeNext(settings);
    say(`${wrapped} keys replaced. The old key, the old passphrase and the old shares open nothing here any more.`);
  } finally {
    await house.close();
  }
  if (!outside) await tellShares(next.secret, 3, 5, say);
  say(
    'What a copy of the cases AND the keys from before today shows, it goes on showing: nothing here can take that back. What is written from now on it cannot read. Tell the people concerned, and make new backups of the keys.',
  );
  return 0;
}

function fromEnvironment(): KeySource {
  const secret = settingsFrom({ SOJOURN_KEY: process.env['SOJOURN_NEW_KEY'] }, '.').key;
  if (secret === undefined) throw new Error('Make a new key where SOJOURN_KEY comes from, and give it as SOJOURN_NEW_KEY for this one command.');
  return { secret, kind: 'environment' };
}
