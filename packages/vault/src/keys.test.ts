import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyFrom, lockKey, secretFromShares, sharesOf, unlockKey } from './index.ts';

const secret = randomBytes(32).toString('hex');

describe('recovery shares', () => {
  it('give back whatever key it was, written down by whatever hand', async () => {
    for (let run = 0; run < 300; run += 1) {
      const key = randomBytes(32).toString('hex');
      const lines = (await sharesOf(key, 2, 3)).slice(1).map((line) => `SOJOURN${line.slice(7).replaceAll('0', 'O').replaceAll('1', 'l').toLowerCase()}`);
      expect(await secretFromShares(lines), lines.join(' ')).toEqual({ ok: true, secret: key });
    }
  });
  it('any three of five give the key back, in any order and with a clerk’s hand', async () => {
    const shares = await sharesOf(secret, 3, 5);
    for (const [a, b, c] of [
      [0, 1, 2],
      [4, 2, 0],
      [3, 1, 4],
    ] as const) {
      const lines = [shares[a], shares[b], shares[c]].map((line) =>
        ` ${line?.toLowerCase().replaceAll('-', ' - ').replaceAll('0', 'o')}`.replace('s ojourn', 'sojourn'),
      );
      expect(await secretFromShares(lines.map((line) => line.replace('s o', 'so')))).toEqual({ ok: true, secret });
    }
  });
  it('two of three needed are too few, and one given twice counts once', async () => {
    const [a = '', b = ''] = await sharesOf(secret, 3, 5);
    expect(await secretFromShares([a, b])).toEqual({ ok: false, kind: 'too-few' });
    expect(await secretFromShares([a, b, a])).toEqual({ ok: false, kind: 'too-few' });
  });
  it('a slip of the pen is found, with its line', async () => {
    const [a = '', b = '', c = ''] = await sharesOf(secret, 3, 5);
    const at = 25;
    const slip = `${b.slice(0, at)}${b.charAt(at) === 'A' ? 'B' : 'A'}${b.slice(at + 1)}`;
    expect(await secretFromShares([a, slip, c])).toEqual({ ok: false, kind: 'slip', line: 2 });
    expect(await secretFromShares([a, b.slice(0, -5), c])).toEqual({ ok: false, kind: 'slip', line: 2 });
  });
  it('a share of another set is found', async () => {
    const [a = '', b = ''] = await sharesOf(secret, 3, 5);
    const [other = ''] = await sharesOf(randomBytes(32).toString('hex'), 3, 5);
    expect(await secretFromShares([a, b, other])).toMatchObject({ ok: false, kind: 'other-set', line: 3 });
  });
});

describe('a key under a passphrase', () => {
  it('opens with it and not with another; typed on another keyboard it is the same', () => {
    const text = lockKey(secret, 'quatre vélos bleus près du café');
    expect(unlockKey(text, 'quatre vélos bleus près du café'.normalize('NFD'))).toBe(secret);
    expect(unlockKey(text, 'quatre velos bleus pres du cafe')).toBeUndefined();
    expect(text).not.toContain(secret);
  });
  it('wraps what only it unwraps', () => {
    const key = randomBytes(32);
    const wrapped = keyFrom(secret, 'passphrase').wrap(key);
    expect(keyFrom(secret, 'environment').unwrap(wrapped)).toEqual(key);
    expect(() => keyFrom(randomBytes(32).toString('hex'), 'passphrase').unwrap(wrapped)).toThrow();
  });
});
