import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: a tool that runs before anything is installed has no types
import { bill, check } from './sbom.mjs';

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8')) as { readonly packages: Record<string, object> };

describe('the bill of materials', () => {
  it('is made, and holds every locked package with its hash', () => {
    const made = bill() as { readonly components: readonly { readonly name: string }[] };
    expect(made.components.map((one) => one.name)).toContain('fastify');
    expect(made.components.length).toBeGreaterThan(100);
  }, 60_000);

  it('is refused when a package is missing, or is not the one that was locked', () => {
    const made = bill() as { readonly components: readonly { readonly name: string; readonly hashes?: readonly object[] }[] };
    expect(() => check({ ...made, components: made.components.filter((one) => one.name !== 'fastify') }, lock)).toThrow(/lacks fastify@/);
    const changed = made.components.map((one) => (one.name === 'fastify' ? { ...one, hashes: [{ alg: 'SHA-512', content: '00' }] } : one));
    expect(() => check({ ...made, components: changed }, lock)).toThrow(/fastify@.* another hash/);
  }, 60_000);
});
