import { type EntryId, instant, type PersonId, type PlainDate } from '@sojourn/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type channels, isTimeZone, mayContact, type SafeContact, type SafeWay, weekdays } from './safe-contact.ts';

const way = (more: Partial<SafeWay> = {}): SafeWay => ({
  channel: 'call',
  days: ['mon', 'wed'],
  from: '18:00',
  to: '20:00',
  whose: 'shared',
  ifSomeoneElse: 'wrong-number',
  voicemail: false,
  codeWord: true,
  ...more,
});
const safe = (ways: readonly SafeWay[], more: Partial<SafeContact> = {}): SafeContact => ({
  entryId: 'e' as EntryId,
  subjectId: 'p' as PersonId,
  setOn: '2026-11-01' as PlainDate,
  ways,
  timeZone: 'Asia/Beirut',
  language: 'ar',
  sender: 'no-name',
  mayNameMatter: false,
  ...more,
});
// 25 November 2026 is a Wednesday; Beirut is two hours ahead of UTC.
const at = (text: string) => instant(Date.parse(`${text}Z`));
const kind = (contact: SafeContact | undefined, channel: (typeof channels)[number], text: string) => {
  const answer = mayContact(contact, channel, at(text));
  return answer.ok ? 'yes' : answer.refusal.kind;
};

describe('before every call', () => {
  it('the person’s own clock and days count: a minute before, at, and at the end', () => {
    const calls = ['2026-11-25T15:59', '2026-11-25T16:00', '2026-11-25T17:59', '2026-11-25T18:00'].map((text) => kind(safe([way()]), 'call', text));
    expect(calls).toEqual(['not-now', 'yes', 'yes', 'not-now']);
    expect(kind(safe([way()]), 'call', '2026-11-26T16:30')).toBe('not-now');
  });
  it('says from when it may be: the next window, through a change of the clocks too', () => {
    expect(mayContact(safe([way()]), 'call', at('2026-11-25T18:05'))).toMatchObject({ refusal: { kind: 'not-now', next: at('2026-11-30T16:00') } });
    // Berlin leaves summer time on 25 October 2026: six in the evening is 16:00 before and 17:00 after.
    const berlin = safe([way({ days: ['sat', 'mon'] })], { timeZone: 'Europe/Berlin' });
    expect(mayContact(berlin, 'call', at('2026-10-24T10:00'))).toMatchObject({ refusal: { next: at('2026-10-24T16:00') } });
    expect(mayContact(berlin, 'call', at('2026-10-24T20:00'))).toMatchObject({ refusal: { next: at('2026-10-26T17:00') } });
  });
  it('a window past midnight belongs to the day it began on', () => {
    const night = safe([way({ days: ['wed'], from: '22:30', to: '01:00' })]);
    const calls = ['2026-11-25T20:29', '2026-11-25T20:30', '2026-11-25T22:59', '2026-11-25T23:00', '2026-11-24T22:30'].map((text) => kind(night, 'call', text));
    expect(calls).toEqual(['not-now', 'yes', 'yes', 'not-now', 'not-now']);
  });
  it('only by a way that was agreed; by none where none was, where nobody asked, and from the moment it is unsafe', () => {
    expect(kind(safe([way()]), 'sms', '2026-11-25T16:30')).toBe('channel-not-agreed');
    expect(kind(safe([]), 'call', '2026-11-25T16:30')).toBe('channel-not-agreed');
    expect(kind(undefined, 'call', '2026-11-25T16:30')).toBe('no-safe-contact');
    expect(kind(safe([way()], { unsafeSince: at('2026-11-25T10:00') }), 'call', '2026-11-25T16:30')).toBe('contact-unsafe-now');
    for (const contact of [undefined, safe([], { unsafeSince: at('2026-11-25T10:00') })]) expect(kind(contact, 'in-person', '2026-11-25T16:30')).toBe('yes');
  });
  it('how: the code word, what to say to someone else, no voicemail, no name of ours', () => {
    expect(mayContact(safe([way()]), 'call', at('2026-11-25T16:30'))).toEqual({
      ok: true,
      value: {
        channel: 'call',
        language: 'ar',
        sender: 'no-name',
        mayNameMatter: false,
        whose: 'shared',
        ifSomeoneElse: 'wrong-number',
        voicemail: false,
        codeWord: true,
      },
    });
  });
});

describe('whatever was agreed', () => {
  const seed = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
    .map(([hour, quarter]) => `${String(hour).padStart(2, '0')}:${quarter}`);
  const anyWay = fc
    .record({ channel: fc.constantFrom('call' as const, 'sms' as const), days: fc.subarray([...weekdays], { minLength: 1 }), from: time, to: time })
    .map((more) => way(more));
  const zones = ['Asia/Beirut', 'Asia/Kathmandu', 'Pacific/Chatham', 'America/St_Johns', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC'];
  it(`the next window that is named is open, and nothing between now and then is (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.array(anyWay, { maxLength: 3 }),
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
        (ways, timeZone, moment) => {
          const contact = safe(ways, { timeZone });
          const answer = mayContact(contact, 'call', instant(moment));
          if (answer.ok || answer.refusal.kind !== 'not-now') return;
          const next = answer.refusal['next'];
          if (typeof next !== 'number') throw new Error('a window comes round within eight days');
          expect(mayContact(contact, 'call', instant(next)).ok).toBe(true);
          const between = instant(Math.floor(moment + (next - moment) / 2));
          expect(mayContact(contact, 'call', between).ok && between < next - 900_000).toBe(false);
        },
      ),
      { seed, numRuns: 400 },
    );
  });
  it('a zone that no table knows is none', () => expect([isTimeZone('Asia/Beirut'), isTimeZone('Asia/Nowhere'), isTimeZone('')]).toEqual([true, false, false]));
});
