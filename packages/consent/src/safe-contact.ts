import { type EntryId, type Instant, instant, ok, type PersonId, type PlainDate, type Refusal, type Result, refused } from '@sojourn/kernel';

export const channels = ['call', 'sms', 'app', 'e-mail', 'letter', 'in-person'] as const;
export type Channel = (typeof channels)[number];
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];
export const ifSomeoneElse = ['hang-up', 'wrong-number', 'ask-when-to-call', 'neutral-message'] as const;
export const whoseAddress = ['own', 'shared', 'trusted-person'] as const;
export const neutralSenders = ['no-name', 'agreed-name', 'our-name'] as const;

/** One way to reach the person. Times are of the person's own clock, on quarter hours; a window may go past midnight. */
export type SafeWay = {
  readonly channel: Exclude<Channel, 'in-person'>;
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
  readonly whose: (typeof whoseAddress)[number];
  readonly ifSomeoneElse: (typeof ifSomeoneElse)[number];
  readonly voicemail: boolean;
  /** The word is sealed; whether one must be said or awaited first is not. */
  readonly codeWord: boolean;
};

export type SafeContact = {
  readonly entryId: EntryId;
  readonly subjectId: PersonId;
  readonly setOn: PlainDate;
  readonly ways: readonly SafeWay[];
  readonly timeZone: string;
  readonly language: string;
  readonly sender: (typeof neutralSenders)[number];
  /** Whether a message may say what it is about. */
  readonly mayNameMatter: boolean;
  readonly unsafeSince?: Instant;
};

/** How to do it. Nothing here says who we are or what it is about unless the person agreed to that. */
export type Script = {
  readonly channel: Channel;
  readonly language?: string;
  readonly sender: SafeContact['sender'];
  readonly mayNameMatter: boolean;
  readonly whose?: SafeWay['whose'];
  readonly ifSomeoneElse?: SafeWay['ifSomeoneElse'];
  readonly voicemail: boolean;
  readonly codeWord: boolean;
};

const QUARTER = 900_000;
const searched = 8 * 96;

/**
 * Asked before every call, message, letter and reminder. In person, when they come to us, is always possible. Where nobody
 * asked the person, where they said none, and from the moment something became unsafe, nothing goes out.
 */
export function mayContact(safe: SafeContact | undefined, channel: Channel, at: Instant): Result<Script, Refusal> {
  if (channel === 'in-person') {
    const matter = { sender: 'our-name', mayNameMatter: true, voicemail: false, codeWord: false } as const;
    return ok({ channel, ...matter, ...(safe === undefined ? {} : { language: safe.language }) });
  }
  if (safe === undefined) return refused({ kind: 'no-safe-contact' });
  if (safe.unsafeSince !== undefined) return refused({ kind: 'contact-unsafe-now' });
  const ways = safe.ways.filter((way) => way.channel === channel);
  if (ways.length === 0) return refused({ kind: 'channel-not-agreed', channel, agreed: [...new Set(safe.ways.map((way) => way.channel))] });
  const clock = clockIn(safe.timeZone);
  const way = ways.find((one) => isOpen(one, clock, at));
  if (way !== undefined) {
    const { whose, voicemail, codeWord } = way;
    const { language, sender, mayNameMatter } = safe;
    return ok({ channel, language, sender, mayNameMatter, whose, ifSomeoneElse: way.ifSomeoneElse, voicemail, codeWord });
  }
  const next = nextWindow(ways, clock, at);
  return refused({ kind: 'not-now', channel, ...(next === undefined ? {} : { next }) });
}

/** From which instant on the channel is open next: the next quarter hour inside a window, up to eight days ahead. */
function nextWindow(ways: readonly SafeWay[], clock: LocalClock, at: Instant): Instant | undefined {
  const first = Math.floor(at / QUARTER) + 1;
  for (let step = 0; step < searched; step += 1) {
    const candidate = instant((first + step) * QUARTER);
    if (ways.some((way) => isOpen(way, clock, candidate))) return candidate;
  }
  return undefined;
}

function isOpen(way: SafeWay, clock: LocalClock, at: Instant): boolean {
  const { day, minutes } = clock(at);
  const [from, to] = [minutesOf(way.from), minutesOf(way.to)];
  const before = weekdays.at(weekdays.indexOf(day) - 1) ?? day;
  if (from < to) return way.days.includes(day) && minutes >= from && minutes < to;
  return (way.days.includes(day) && minutes >= from) || (way.days.includes(before) && minutes < to);
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

type LocalClock = (at: Instant) => { readonly day: Weekday; readonly minutes: number };

/** Made once: a formatter costs a hundred times what reading it does. */
function clockIn(timeZone: string): LocalClock {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = weekdays.find((one) => one === parts.get('weekday')?.toLowerCase());
    if (day === undefined) throw new Error('The tables of this machine name no weekday');
    return { day, minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
  };
}

/** Whether the tables of this machine know the zone. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
