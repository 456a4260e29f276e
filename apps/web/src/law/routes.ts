import { lazyRouteComponent } from '@tanstack/react-router';
import { type CardLanguage, cardLanguages } from './languages.ts';
import { type Person, people } from './people.ts';
import { type Shelf, shelves } from './shelves.ts';

const text = (value: unknown, shape: RegExp): string | undefined => (typeof value === 'string' && shape.test(value) ? value : undefined);
const kept = <Search extends Readonly<Record<string, string | undefined>>>(search: Search) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as { readonly [Key in keyof Search]?: NonNullable<Search[Key]> };

const STATE = /^[A-Z]{3}$/;
const TREATY = /^[a-z0-9-]{1,60}$/;
const PART = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,119}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Codes and days only stand in the address, so that it can be passed on; anything else is left out. The screens and the map come when they are opened. */
export const lawRoutes = {
  map: {
    path: '/law',
    component: lazyRouteComponent(() => import('./map-screen.tsx'), 'LawMap'),
    validateSearch: (search: Record<string, unknown>) => kept({ treaty: text(search['treaty'], TREATY), on: text(search['on'], DAY) }),
  },
  state: {
    path: '/law/state',
    component: lazyRouteComponent(() => import('./state-screen.tsx'), 'LawState'),
    validateSearch: (search: Record<string, unknown>) => kept({ state: text(search['state'], STATE), on: text(search['on'], DAY) }),
  },
  treaty: { path: '/law/treaty/$treaty', component: lazyRouteComponent(() => import('./treaty-screen.tsx'), 'LawTreaty') },
  cards: { path: '/law/rights', component: lazyRouteComponent(() => import('./cards-screen.tsx'), 'LawCards') },
  card: {
    path: '/law/rights/$right',
    component: lazyRouteComponent(() => import('./card-screen.tsx'), 'LawCard'),
    validateSearch: (search: Record<string, unknown>) =>
      kept({ language: cardLanguages.find((one) => one === search['language']) as CardLanguage | undefined }),
  },
  corridor: {
    path: '/law/corridor',
    component: lazyRouteComponent(() => import('./corridor-screen.tsx'), 'LawCorridor'),
    validateSearch: (search: Record<string, unknown>) =>
      kept({
        origin: text(search['origin'], STATE),
        transit: text(search['transit'], STATE),
        destination: text(search['destination'], STATE),
        person: people.find((one) => one === search['person']) as Person | undefined,
        on: text(search['on'], DAY),
      }),
  },
  joining: {
    path: '/law/joining',
    component: lazyRouteComponent(() => import('./joining-screen.tsx'), 'LawJoining'),
    validateSearch: (search: Record<string, unknown>) =>
      kept({ state: text(search['state'], STATE), treaty: text(search['treaty'], TREATY), on: text(search['on'], DAY) }),
  },
  sources: { path: '/law/sources', component: lazyRouteComponent(() => import('./source-screen.tsx'), 'LawSources') },
  review: {
    path: '/law/review',
    component: lazyRouteComponent(() => import('./review-screen.tsx'), 'LawReview'),
    validateSearch: (search: Record<string, unknown>) =>
      kept({ shelf: shelves.find((one) => one === search['shelf']) as Shelf | undefined, key: text(search['key'], PART) }),
  },
  source: { path: '/law/source/$source', component: lazyRouteComponent(() => import('./source-screen.tsx'), 'LawSource') },
} as const;
