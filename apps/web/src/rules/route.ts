import { lazyRouteComponent } from '@tanstack/react-router';

const ADDRESS = /^[a-z0-9-]{1,60}\/[A-Za-z0-9.-]{1,80}$/;

/** The kernel and its screens come when they are opened; a rule's address may stand in the page's. */
export const rulesRoute = {
  path: '/rules',
  component: lazyRouteComponent(() => import('./rules-screen.tsx'), 'RulesScreen'),
  validateSearch: (search: Record<string, unknown>): { readonly rule?: string } =>
    typeof search['rule'] === 'string' && ADDRESS.test(search['rule']) ? { rule: search['rule'] } : {},
} as const;
