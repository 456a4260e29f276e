import { afterAll, expect, it } from 'vitest';
import { browserAt, enrolApp } from './browser.ts';
import { machine, removeMachines, typed } from './machines.ts';
import { ended, serve } from './served.ts';

afterAll(removeMachines);

it('the first administrator is made at the machine, comes in with the code it prints, and from then on only they make accounts', async () => {
  const environment = { ...(await machine('machine with nobody yet', '4354')), SOJOURN_DEMO: 'no', SOJOURN_KEY: '5a'.repeat(32) };
  const served = await serve(environment);
  try {
    const at = () => browserAt(served.address);
    expect((await at().get('/api/demo')).status).toBe(404);
    expect((await at().post('/api/session', { username: 'amal', password: 'sojourn-demo', code: '246810' })).status).toBe(401);
    const first = (username: string) =>
      typed(
        environment,
        'accounts',
        'first-administrator',
        '--organisation',
        'Harbour',
        '--office',
        'Beirut',
        '--country',
        'LBN',
        '--username',
        username,
        '--name',
        'Noor Aziz',
      );
    const made = first('noor');
    expect(made.code).toBe(0);
    const code = /([0-9A-Z]{4}-){4}[0-9A-Z]{4}/.exec(made.said)?.[0] ?? '';
    const noor = at();
    expect((await noor.post('/api/slip/use', { code, password: 'seven calm herons wade' })).status).toBe(200);
    await enrolApp(noor);
    expect((await noor.get('/api/people')).status).toBe(200);
    expect(first('another').said).toContain('has an administrator who can sign in');
    // The day everything is lost: a code for the one who is there.
    const again = typed(environment, 'accounts', 'slip', 'noor');
    const rescue = /([0-9A-Z]{4}-){4}[0-9A-Z]{4}/.exec(again.said)?.[0] ?? '';
    expect((await at().post('/api/slip/use', { code: rescue, password: 'eight calm herons wade' })).status).toBe(200);
    expect((await noor.get('/api/people')).status, 'what was open before is over').toBe(401);
    expect(typed(environment, 'accounts', 'slip', 'nobody').code).toBe(1);
  } finally {
    served.process.kill('SIGTERM');
    await ended(served.process);
  }
}, 120_000);
