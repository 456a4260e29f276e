import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { journalPortContract } from '@sojourn/journal/journal-port';
import { build } from 'vite';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4628);
let program = '';
test.beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry: join(import.meta.dirname, '..', 'apps', 'web', 'src', 'kept', 'contract-page.ts'), formats: ['iife'], name: 'contract' },
    },
  });
  const [output] = [built].flat();
  const [chunk] = output !== undefined && 'output' in output ? output.output : [];
  program = chunk !== undefined && 'code' in chunk ? chunk.code : '';
  expect(program).toContain('journalPort');
  await sojourn.start();
});
test.afterAll(() => sojourn.stop());

declare const journalPort: { readonly run: (name: string) => Promise<string>; readonly moved: () => Promise<string> };

test('the journal on a device holds to what every journal holds to, in a real browser', async ({ page }) => {
  await page.goto(sojourn.address);
  await page.evaluate(program);
  const names = Object.keys(journalPortContract);
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) expect(await page.evaluate((one) => journalPort.run(one), name), name).toBe('holds');
  expect(await page.evaluate(() => journalPort.moved())).toBe('refused');
});
