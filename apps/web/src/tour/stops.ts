import type { WordKey } from '../words/index.tsx';

/** Where a stop is looked at; `{case}` is a case that has gone a good way. `part`: what is brought into view there. */
type Stop = { readonly name: string; readonly path: string; readonly part?: string; readonly title: WordKey; readonly text: WordKey };

const stop = <Name extends 'list' | 'new' | 'facts' | 'interview' | 'rights' | 'fund' | 'consent' | 'plan' | 'names' | 'law'>(
  name: Name,
  path: string,
  part?: string,
): Stop => ({ name, path, title: `tour.${name}.title`, text: `tour.${name}.text`, ...(part === undefined ? {} : { part }) });

/** The main job, in the order in which it is done. */
export const stops = [
  stop('list', '/'),
  stop('new', '/new'),
  stop('facts', '/case/{case}', 'facts'),
  stop('interview', '/case/{case}/interview'),
  stop('rights', '/case/{case}', 'rights'),
  stop('fund', '/case/{case}', 'fund'),
  stop('consent', '/case/{case}', 'consent'),
  stop('plan', '/case/{case}', 'plan'),
  stop('names', '/case/{case}', 'names'),
  stop('law', '/law'),
] as const satisfies readonly Stop[];
