import { caseworkActs } from '@sojourn/casework/operations';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { client, mayEver } from '../api.ts';
import { useDesk } from '../desk.tsx';
import { useWords } from '../words/index.tsx';
import { stops } from './stops.ts';

const SEEN = 'sojourn.tour';
const BEGIN = 'sojourn:tour';

/** For the menu: the tour once more. */
export const beginTour = (): boolean => dispatchEvent(new Event(BEGIN));

/** Ten stops through the real screens, beside them and never over what someone types. Offered once, in a demonstration; nothing is changed. */
export function Tour() {
  const { t } = useWords();
  const { session } = useDesk();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [at, setAt] = useState<number>();
  const [offered, offer] = useState(() => session.demo && localStorage.getItem(SEEN) === null);
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  const end = useCallback(() => {
    localStorage.setItem(SEEN, 'seen');
    offer(false);
    setAt(undefined);
  }, []);
  useEffect(() => {
    const begin = () => setAt(0);
    addEventListener(BEGIN, begin);
    return () => removeEventListener(BEGIN, begin);
  }, []);
  useEffect(() => {
    if (at === undefined) return;
    const onKey = (event: KeyboardEvent) => (event.key === 'Escape' ? end() : undefined);
    addEventListener('keydown', onKey);
    document.documentElement.classList.add('on-tour');
    return () => {
      removeEventListener('keydown', onKey);
      document.documentElement.classList.remove('on-tour');
    };
  }, [at, end]);
  useEffect(() => {
    const stop = at === undefined ? undefined : stops[at];
    if (stop === undefined) return;
    let current = true;
    let part: Element | null | undefined;
    const go = async () => {
      // A case that has gone a good way shows most.
      const list = await cache.fetchQuery({ queryKey: ['tour'], queryFn: () => client.query('cases.list', {}), staleTime: 60_000 }).catch(() => undefined);
      const cases = list?.ok === true ? list.value.cases : [];
      const one = cases.find(({ stage }) => stage === 'active') ?? cases[0];
      if (!current) return;
      if (stop.path.includes('{case}') && one === undefined) return;
      await navigate({ to: stop.path.replace('{case}', one?.caseId ?? '') });
      for (let tries = 0; current && 'part' in stop && tries < 40 && part === undefined; tries += 1) {
        part = document.getElementById(stop.part)?.closest('.card') ?? undefined;
        if (part === undefined) await new Promise((next) => setTimeout(next, 100));
      }
      if (!current) return;
      part?.classList.add('toured');
      part?.scrollIntoView({ block: 'start' });
      heading.current?.focus({ preventScroll: true });
    };
    void go();
    return () => {
      current = false;
      part?.classList.remove('toured');
    };
  }, [at, navigate, cache]);
  if (!mayEver(session, caseworkActs['contact.record'])) return null;
  if (at === undefined)
    return offered ? (
      <aside className="tour-offer" aria-label={t('tour.offer')}>
        <p>
          <strong>{t('tour.offer')}</strong> {t('tour.offerLead')}
        </p>
        <div className="buttons">
          <button type="button" onClick={() => setAt(0)}>
            {t('tour.start')}
          </button>
          <button type="button" onClick={end}>
            {t('tour.later')}
          </button>
        </div>
      </aside>
    ) : null;
  const stop = stops[at];
  if (stop === undefined) return null;
  const last = at === stops.length - 1;
  return (
    <aside className="tour" aria-labelledby={headingId}>
      <h2 id={headingId} ref={heading} tabIndex={-1}>
        <span className="quiet">{t('tour.at', { at: at + 1, of: stops.length })}</span> {t(stop.title)}
      </h2>
      <p>{t(stop.text)}</p>
      <div className="buttons">
        {at === 0 ? null : (
          <button type="button" onClick={() => setAt(at - 1)}>
            {t('tour.back')}
          </button>
        )}
        <button type="button" className="primary" onClick={() => (last ? end() : setAt(at + 1))}>
          {t(last ? 'tour.done' : 'tour.next')}
        </button>
        {last ? null : (
          <button type="button" onClick={end}>
            {t('tour.skip')}
          </button>
        )}
        <span className="quiet">{t('tour.keys')}</span>
      </div>
    </aside>
  );
}
