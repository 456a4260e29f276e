import { instant, plainDate } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import {
  countSource,
  delayAfter,
  deviceLabel,
  identityHasLapsed,
  isLockedOut,
  knownDeviceLimit,
  missingAssurance,
  newCode,
  passwordProblem,
  readCode,
  secondFactorLasts,
  sourceOf,
  strangersLimit,
  type Tries,
  triesPerSource,
  tryOnce,
} from './index.ts';

describe('rights to see identity', () => {
  const usedOn = (day: string) => ({ locked: false, identityUsedOn: plainDate(day) });
  const today = plainDate('2026-03-31');
  it('lapse after 30 unused days: not after 29, not after 30, but on the day after those', () => {
    expect(identityHasLapsed(usedOn('2026-03-02'), today)).toBe(false);
    expect(identityHasLapsed(usedOn('2026-03-01'), today)).toBe(false);
    expect(identityHasLapsed(usedOn('2026-02-28'), today)).toBe(true);
  });
  it('do not lapse before they were ever used: an invitation waits', () => {
    expect(identityHasLapsed({ locked: false }, today)).toBe(false);
  });
});

describe('someone who leaves', () => {
  const leaves = { locked: false, leavesOn: plainDate('2026-06-30') };
  it('is locked out from that day on: not the day before, on the day, and after', () => {
    expect(isLockedOut(leaves, plainDate('2026-06-29'))).toBe(false);
    expect(isLockedOut(leaves, plainDate('2026-06-30'))).toBe(true);
    expect(isLockedOut(leaves, plainDate('2026-07-01'))).toBe(true);
  });
  it('is locked out at once when an administrator says so', () => {
    expect(isLockedOut({ locked: true }, plainDate('2026-06-01'))).toBe(true);
  });
});

describe('the second factor', () => {
  const shownAt = instant(1_000_000);
  const held = { secondFactorAt: shownAt, hasSecondFactor: true, identityLapsed: false };
  it('is not asked where nothing sensitive is done', () => {
    expect(missingAssurance(undefined, { hasSecondFactor: false, identityLapsed: true }, shownAt)).toBeUndefined();
  });
  it('counts just below four hours, not at four, not above', () => {
    expect(missingAssurance('identity', held, instant(shownAt + secondFactorLasts - 1))).toBeUndefined();
    expect(missingAssurance('identity', held, instant(shownAt + secondFactorLasts))).toEqual({ kind: 'second-factor-needed' });
    expect(missingAssurance('administration', held, instant(shownAt + secondFactorLasts + 1))).toEqual({ kind: 'second-factor-needed' });
  });
  it('that someone does not have yet is another answer than one they have', () => {
    expect(missingAssurance('identity', { hasSecondFactor: false, identityLapsed: false }, shownAt)).toEqual({ kind: 'second-factor-not-set-up' });
  });
  it('does not open identity to someone whose rights lapsed, and leaves their other work alone', () => {
    const lapsed = { ...held, identityLapsed: true };
    expect(missingAssurance('identity', lapsed, shownAt)).toEqual({ kind: 'identity-rights-lapsed' });
    expect(missingAssurance('administration', lapsed, shownAt)).toBeUndefined();
  });
});

describe('waiting after wrong tries', () => {
  it('begins with the fourth try, doubles, and ends at its limit', () => {
    expect([1, 2, 3, 4, 5, 6].map((failures) => delayAfter(failures, strangersLimit))).toEqual([0, 0, 1_000, 2_000, 4_000, 8_000]);
    expect(delayAfter(12, strangersLimit)).toBe(512_000);
    expect(delayAfter(13, strangersLimit)).toBe(strangersLimit);
    expect(delayAfter(2_000, strangersLimit)).toBe(strangersLimit);
    expect(delayAfter(9, knownDeviceLimit)).toBe(knownDeviceLimit);
  });
  it('refuses just before its end, and not at it; refused tries lengthen nothing', () => {
    let tries: Tries | undefined;
    for (let n = 0; n < 3; n += 1) tries = tryOnce(tries, 5_000, strangersLimit).tries;
    expect(tryOnce(tries, 5_999, strangersLimit)).toEqual({ wait: 1, tries });
    expect(tryOnce(tries, 6_000, strangersLimit)).toMatchObject({ wait: 0, tries: { failures: 4, notBefore: 8_000 } });
  });
  it('is forgotten after a day without tries', () => {
    const tries = { failures: 20, lastAt: 0, notBefore: 900_000 };
    expect(tryOnce(tries, 86_399_999, strangersLimit).tries.failures).toBe(21);
    expect(tryOnce(tries, 86_400_000, strangersLimit).tries.failures).toBe(1);
  });
  it('one source has its tries a minute: the last one, the one too many, and the next minute', () => {
    const after = (failures: number) => ({ failures, lastAt: 0, notBefore: 0 });
    expect(countSource(after(triesPerSource - 1), 59_999).wait).toBe(0);
    expect(countSource(after(triesPerSource), 59_999).wait).toBe(1);
    expect(countSource(after(triesPerSource), 60_000).wait).toBe(0);
  });
});

describe('where a try comes from', () => {
  it('is an address of IPv4, and the first half of one of IPv6, however it is written', () => {
    expect(sourceOf('203.0.113.9')).toBe('203.0.113.9');
    expect(sourceOf('::ffff:203.0.113.9')).toBe('203.0.113.9');
    expect(sourceOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
    expect(sourceOf('2001:0DB8:0001:0002::9')).toBe('2001:db8:1:2');
    expect(sourceOf('::1')).toBe('0:0:0:0');
    expect(sourceOf('2001:db8::1')).toBe('2001:db8:0:0');
  });
});

describe('a password', () => {
  const own = ['amal', 'Amal Haddad', 'Harbour Protection Desk'];
  const often = ['lantern', 'harbor'];
  const stolen = ['1qaz2wsx3edc4rfv', 'liverpool', 'kaizen77', 'xyz'];
  const problemOf = (text: string) =>
    passwordProblem(text, own, { isListed: (one) => stolen.includes(one.toLowerCase()), isOften: (one) => often.includes(one.toLowerCase()) });
  it('has at least 12 letters: not 11, 12, 13', () => {
    expect(problemOf('quiet lamps')?.kind).toBe('password-too-short');
    expect(problemOf('quiet lamps.')).toBeUndefined();
    expect(problemOf('quiet lamps..')).toBeUndefined();
  });
  it('needs no special signs, and may be in any script', () => {
    for (const word of ['seven calm herons wade', 'القارب الأزرق ينتظر الفجر', 'пять тихих цапель у реки']) expect(problemOf(word)).toBeUndefined();
  });
  it('is not one of those that everybody tries first, however it is dressed up', () => {
    for (const word of [
      'Password2026!',
      'p@ssw0rd12345',
      'motdepasse123',
      'qwertyuiop123',
      '123456789012',
      'abcdefghijkl',
      'abababababab',
      'welcomewelcome1',
      'sojourn-sojourn',
    ])
      expect(problemOf(word)?.kind, word).toBe('password-too-common');
  });
  it('is not one’s own name or organisation with a number', () => {
    for (const word of ['amal.haddad2026', 'Amal Haddad 1', 'harbour protection desk 1']) expect(problemOf(word)?.kind, word).toBe('password-too-common');
  });
  it('is not one known from thefts: as it is, with what people put around it, in other letters, or said again', () => {
    for (const word of ['1qaz2wsx3edc4rfv', '1QAZ2wsx3edc4rfv', 'Liverpool2026!', '!!!liverpool!!!', 'L1verp00l1892', 'kaizen77kaizen77'])
      expect(problemOf(word)?.kind, word).toBe('password-too-common');
    for (const word of ['lanternharbor', 'Harbor, Lantern 7', 'lanternlantern', 'monday-lantern'])
      expect(problemOf(word)?.kind, word).toBe('password-too-common');
    for (const word of ['lantern harbors', 'lantern by the harbor']) expect(problemOf(word), word).toBeUndefined();
    for (const word of ['liverpool by the sea', '1qaz2wsx3edc4rfv and more', 'xyz 1959 1962 77']) expect(problemOf(word), word).toBeUndefined();
  });
});

describe('codes on paper', () => {
  it('come back as they were, through small letters, spaces and letters that look alike', () => {
    let seed = 7;
    const next = () => {
      seed = (seed * 75 + 74) % 65_537;
      return seed & 255;
    };
    const chance = { bytes: (count: number) => Uint8Array.from({ length: count }, next) };
    for (let n = 0; n < 200; n += 1) {
      const code = newCode(chance, 4);
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(readCode(` ${code.toLowerCase().replaceAll('-', '  ').replaceAll('0', 'o').replaceAll('1', 'l')}`, 4)).toBe(code);
    }
    expect(readCode('ABCD-EFGH', 4)).toBeUndefined();
    expect(readCode('ABCD-EFGH-JKMN-PQRU', 4)).toBeUndefined();
  });
});

describe('a device’s name in the list of sessions', () => {
  it('is two words from fixed lists, whatever the browser says', () => {
    expect(deviceLabel('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox/Linux');
    expect(deviceLabel('Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36')).toBe('Chrome/Android');
    expect(deviceLabel('Selamawit Tadesse')).toBe('other/other');
    expect(deviceLabel(undefined)).toBe('other/other');
  });
});
