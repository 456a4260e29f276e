import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { dateOfInstant, type EntryId, mintId, type OfficeId, type OrganisationId, type UserId } from '@sojourn/kernel';
import { createOrganisation, listOrganisations } from '@sojourn/storage';
import { sharesOf } from '@sojourn/vault';
import { keepInstallation, readInstallation } from '../installation.ts';
import { findKey, hasPlainKey, isLocked, type KeySource, lockUnder } from '../key-source.ts';
import { type House, openHouse } from '../open-house.ts';
import { type Settings, secretsFolder } from '../settings.ts';
import { makeSlip } from './accounts.ts';
import type { KeyWork } from './command.ts';
import { type Ask, type InitAnswers, initAnswers } from './init-answers.ts';
import { askPassphrase } from './passphrase.ts';

const REFUSED_TWICE = 'This installation is set up already. Nothing was changed. More organisations and people: accounts, and in the desk.';

/**
 * From an empty folder to a desk that one person can sign in to. Everything is asked and looked at before anything is made; broken off,
 * the same command goes on. Secrets come from a terminal or a file, and go to the terminal or to papers, never to a log.
 */
export const init: KeyWork = {
  usage: 'init [--from FILE] [--papers FOLDER]   set up for real people: organisation, offices, languages, first administrator, passphrase, recovery shares',
  runUnopened: async ({ settings, words, say, running }) => {
    if (running) throw new Error('Sojourn is running on this folder. Stop it first.');
    const { answers, papers } = await initAnswers(words, terminal());
    const handOver = handingOver(settings, papers, say);
    if (hasPlainKey(settings))
      throw new Error('This folder holds the demonstration, whose key lies open. Set SOJOURN_DATA to a new folder: invented and real people never share one.');
    const source = await keyFor(settings);
    const house = await openHouse(settings, say, { source });
    try {
      if ((await listOrganisations(house.addresses.setUp)).length > 0) throw new Error(REFUSED_TWICE);
      // From here on this folder is never a demonstration, whatever breaks off.
      const madeOn = readInstallation(settings.dataFolder)?.madeOn ?? dateOfInstant(house.desk.clock.now());
      await keepInstallation(settings.dataFolder, { format: 1, madeOn, languages: [...answers.languages] });
      if (source.kind === 'passphrase') {
        const shares = await sharesOf(source.secret, answers.needed, answers.shares);
        handOver.shares(shares, answers.needed);
      }
      handOver.code(await firstOrganisation(house, answers));
    } finally {
      await house.close();
    }
    say(
      `${answers.organisation} is set up, with ${answers.offices.length === 1 ? 'one office' : `${answers.offices.length} offices`}. Start the server, and sign in as ${answers.administrator.username} with the code.`,
    );
    return 0;
  },
};

function terminal(): Ask {
  if (!process.stdin.isTTY) return undefined;
  return (question) =>
    new Promise((found) => {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      lines.question(question, (answer) => {
        lines.close();
        found(answer);
      });
    });
}

/** The key is never on the disk in the clear: it is made here, and put under the passphrase before anything is sealed by it. */
async function keyFor(settings: Settings): Promise<KeySource> {
  if (settings.key !== undefined || isLocked(settings)) return findKey(settings);
  const passphrase = await askPassphrase('new key', true);
  const secret = randomBytes(32).toString('hex');
  mkdirSync(secretsFolder(settings), { recursive: true, mode: 0o700 });
  await lockUnder(settings, secret, passphrase);
  return { secret, kind: 'passphrase' };
}

type HandOver = { readonly shares: (shares: readonly string[], needed: number) => void; readonly code: (code: string) => void };

/** Shown once at a terminal; otherwise each on a paper of its own, in a folder that is not the installation's: what a program prints ends in logs. */
function handingOver(settings: Settings, papers: string | undefined, say: (line: string) => void): HandOver {
  if (papers === undefined) {
    if (!process.stdout.isTTY)
      throw new Error(
        'What is shown once must not end in a log. Give --papers FOLDER, on a stick or in memory: each share and the first code are written there.',
      );
    return {
      shares: (shares, needed) => {
        say(
          `Recovery shares: any ${needed} of these ${shares.length} open the keys when the passphrase is lost. They are shown once. Write each down for another person.`,
        );
        for (const share of shares) say(`  ${share}`);
      },
      code: (code) => {
        say('In the desk, on the sign-in page, press "I have a code on paper" and type this code. It is shown once, works once, for a week:');
        say(`  ${code}`);
      },
    };
  }
  const folder = resolve(papers);
  if (folder === settings.dataFolder || folder.startsWith(`${settings.dataFolder}${sep}`))
    throw new Error('The papers do not belong into the data folder: whoever finds it would hold both. Name another folder.');
  const paper = (name: string, words: string) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, name), `${words}\n`, { mode: 0o600, flush: true });
  };
  return {
    shares: (shares, needed) => {
      for (const [at, share] of shares.entries())
        paper(
          `share-${at + 1}-of-${shares.length}.txt`,
          `Sojourn: recovery share. Any ${needed} of ${shares.length} open the keys. Print it, give it to one person, delete this file.\n\n${share}`,
        );
      say(`${shares.length} recovery shares are in ${folder}, each a file. Print each, give each to another person, delete the files.`);
    },
    code: (code) => {
      paper('first-code.txt', `Sojourn: on the sign-in page press "I have a code on paper" and type this code. It works once, for a week.\n\n${code}`);
      say(`The first administrator's code is in ${join(folder, 'first-code.txt')}.`);
    },
  };
}

async function firstOrganisation(house: House, { organisation, offices, administrator }: InitAnswers): Promise<string> {
  const { desk, addresses } = house;
  const now = desk.clock.now();
  const organisationId = mintId<EntryId>(desk.chance, now) as string as OrganisationId;
  const userId = mintId<UserId>(desk.chance, now);
  const own = offices.map((office) => ({ ...office, officeId: mintId<OfficeId>(desk.chance, now) }));
  const [first] = own;
  if (first === undefined) throw new Error('An organisation has an office');
  await createOrganisation(addresses.setUp, {
    organisationId,
    name: organisation,
    offices: own,
    users: [
      { userId, officeId: first.officeId, username: administrator.username, displayName: administrator.name, roles: ['administrator'], passwordHash: 'none' },
    ],
  });
  return makeSlip(house, { organisationId, userId });
}
