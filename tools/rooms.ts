/** One row a room: who it may import. Arrows point down: apps → domains → rules, journal → kernel. */
export type Room = {
  readonly name: string;
  readonly folder: string;
  readonly may: readonly string[];
  readonly pure: boolean;
  /** Further doors beside the main one, as in the package's exports. */
  readonly doors?: readonly string[];
  /** Libraries a pure room may use: pure themselves. */
  readonly libraries?: readonly string[];
  readonly impureFiles?: readonly string[];
};

const room = (name: string, may: readonly string[], more: Partial<Room> = {}): Room => ({
  name,
  folder: `packages/${name}`,
  may,
  pure: true,
  libraries: ['zod'],
  ...more,
});

export const rooms: readonly Room[] = [
  room('kernel', [], { libraries: ['@noble/hashes'] }),
  room('rules', ['kernel'], { doors: ['oracle'] }),
  room('journal', ['kernel'], { libraries: [], doors: ['journal-port'] }),
  room('operations', ['kernel', 'journal'], { libraries: ['zod', '@casl/ability'] }),
  room('accounts', ['kernel', 'operations'], { doors: ['operations'] }),
  room('catalogue', ['kernel', 'rules'], { libraries: ['zod', 'yaml'] }),
  room('rights', ['kernel', 'rules', 'catalogue', 'operations'], { doors: ['operations'] }),
  room('programmes', ['kernel', 'rules', 'catalogue', 'operations'], { doors: ['operations'] }),
  room('directory', ['kernel']),
  room('people', ['kernel'], { libraries: ['zod', '@internationalized/date', 'libphonenumber-js/min'], doors: ['search'] }),
  room('matching', ['kernel', 'people']),
  room('consent', ['kernel', 'journal', 'directory'], { libraries: [] }),
  room('casework', ['kernel', 'journal', 'people', 'matching', 'directory', 'consent', 'operations'], { doors: ['operations', 'two-devices'] }),
  room('governance', ['kernel', 'operations'], { doors: ['operations'] }),
  room('interchange', ['kernel', 'matching', 'operations'], { doors: ['operations', 'file', 'spreadsheet'], impureFiles: ['spreadsheet.ts', 'file.ts'] }),
  room('integrations', ['operations'], { doors: ['operations'] }),
  room('evidence', ['operations'], { doors: ['operations'] }),
  room('documents', ['kernel'], { pure: false }),
  room('demo', ['kernel', 'people', 'directory', 'operations'], { libraries: [] }),
  room('vault', ['kernel'], { pure: false }),
  room('storage', ['kernel', 'journal', 'directory', 'operations', 'vault'], { pure: false, doors: ['own-server', 'test-world'] }),
  {
    name: 'server',
    folder: 'apps/server',
    pure: false,
    may: [
      'kernel',
      'rules',
      'journal',
      'operations',
      'catalogue',
      'rights',
      'programmes',
      'directory',
      'people',
      'consent',
      'casework',
      'governance',
      'evidence',
      'interchange',
      'matching',
      'integrations',
      'documents',
      'demo',
      'vault',
      'storage',
      // Its words door only: a refusal has one sentence, wherever it is read.
      'web',
      'accounts',
    ],
  },
  {
    name: 'cli',
    folder: 'apps/cli',
    pure: false,
    may: ['kernel', 'accounts', 'operations', 'casework', 'governance', 'evidence', 'rights', 'programmes', 'interchange', 'integrations'],
  },
  {
    name: 'web',
    folder: 'apps/web',
    doors: ['words'],
    pure: false,
    may: [
      'kernel',
      'rules',
      'journal',
      'people',
      'operations',
      'directory',
      'consent',
      'casework',
      'governance',
      'evidence',
      'rights',
      'programmes',
      'interchange',
      'matching',
      'accounts',
      'integrations',
    ],
  },
  { name: 'e2e', folder: 'e2e', pure: false, may: ['web', 'journal', 'kernel'] },
  {
    name: 'bench',
    folder: 'bench',
    pure: false,
    may: ['kernel', 'rules', 'catalogue', 'rights', 'programmes', 'journal', 'people', 'casework', 'storage', 'demo'],
  },
  { name: 'tools', folder: 'tools', pure: false, may: ['catalogue', 'rules', 'kernel'] },
  { name: 'root', folder: '.', pure: false, may: [] },
];
