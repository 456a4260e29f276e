import type { FastifyInstance } from 'fastify';
import type { Desk } from './desk.ts';

const TWO_SECONDS = 2_000;
const A_SECOND = 1_000;

/**
 * For whatever watches over the server: does it live, does its database answer. One word, no number, no version, for anyone. How the machine
 * is, an administrator reads in the desk. Asked by many at once, the database is asked once.
 */
export function healthRoute(app: FastifyInstance, desk: Desk): void {
  let asked: { readonly at: number; readonly answer: Promise<boolean> } | undefined;
  const answers = (): Promise<boolean> => {
    if (asked === undefined || performance.now() - asked.at > A_SECOND) asked = { at: performance.now(), answer: databaseAnswers(desk) };
    return asked.answer;
  };
  app.get('/health', { config: { open: 'says only whether it can serve' } }, async (_request, reply) => {
    const well = await answers();
    return reply
      .code(well ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: well ? 'ok' : 'not-ready' });
  });
}

async function databaseAnswers({ storage }: Desk): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((over) => {
    timer = setTimeout(() => over(false), TWO_SECONDS);
  });
  const asked = storage.session.query('select 1').then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
