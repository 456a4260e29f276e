import { type DateInterval, intervalOf, isApproximateDate, isPlainDate, type Refusal } from '@sojourn/kernel';
import { createContext, useContext } from 'react';
import type { FactKinds, Session, Texts } from './api.ts';
import type { CaseView } from './case-view.ts';
import type { Kept } from './kept/kept.ts';
import type { Outbox } from './outbox.ts';
import { useDateWords, useOtherCalendar } from './ui/calendars.ts';
import { useWords } from './words/index.tsx';

/** What every screen of a signed-in person is given. */
export type Desk = {
  readonly session: Session;
  readonly outbox: Outbox;
  readonly caseView: CaseView;
  readonly texts: Texts;
  readonly facts: FactKinds;
  readonly say: (message: string) => void;
  /** From now on cases are kept here, or no more. */
  readonly opened: (kept: Kept | undefined) => void;
};
export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('Nobody is signed in');
  return desk;
}

/** A refusal's sentence: what happened and what to do next. */
export function useRefusal() {
  const { t, has } = useWords();
  return (refusal: Refusal) => {
    const key = `refusal.${refusal.kind}`;
    return has(key) ? t(key) : t('refusal.other', { kind: refusal.kind });
  };
}

/** A fact's value in words: codes by their list, places by their name, money and days left to right. */
export function useFactValue() {
  const { texts, facts } = useDesk();
  const { t, language } = useWords();
  const dates = useDateWords();
  const withOther = useWithOther();
  return (fact: string, value: unknown): string => {
    const kind = facts[fact];
    const one = (part: unknown): string => {
      if (typeof part === 'boolean') return t(part ? 'answer.yes' : 'answer.no');
      const text = String(part);
      if (kind?.kind === 'approximate-date' && isApproximateDate(text)) return withOther(dates.approximate(text), intervalOf(text));
      if (text === 'stateless') return t('fact.stateless');
      return texts.places[text] ?? (kind?.codeList === undefined ? undefined : texts.codes[kind.codeList]?.[text]) ?? text;
    };
    return Array.isArray(value) ? new Intl.ListFormat(language).format(value.map(one)) : one(value);
  };
}

export function useDates() {
  const { language } = useWords();
  const withOther = useWithOther();
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return (text: string) => (isPlainDate(text) ? withOther(day.format(new Date(`${text}T00:00:00Z`)), { earliest: text, latest: text }) : text);
}

/** What a date is in the second calendar that this reader chose. */
function useWithOther() {
  const { calendar } = useOtherCalendar();
  const dates = useDateWords();
  return (words: string, interval: DateInterval) =>
    calendar === undefined || calendar === 'gregory' ? words : `${words} [${dates.interval(interval, calendar)}]`;
}

/** Day and time on this device's own clock. */
export function useMoments() {
  const { language } = useWords();
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  return (at: number) => format.format(at);
}

/** This day, as the record counts days. */
export const today = (): string => new Date().toISOString().slice(0, 10);

export function useMoney() {
  const { language } = useWords();
  return ({ minor, currency }: { readonly minor: number; readonly currency: string }) => {
    const format = new Intl.NumberFormat(language, { style: 'currency', currency });
    return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  };
}
