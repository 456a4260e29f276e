import { accountQueries } from '@sojourn/accounts/operations';
import { caseworkActs, caseworkQueries } from '@sojourn/casework/operations';
import { evidenceQueries } from '@sojourn/evidence/operations';
import { governanceQueries, permissionsPolicy } from '@sojourn/governance/operations';
import { integrationQueries } from '@sojourn/integrations/operations';
import { interchangeQueries } from '@sojourn/interchange/operations';
import { calendarIds } from '@sojourn/people';
import { ruleQueries } from '@sojourn/programmes/operations';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { AlarmNotice } from './alarm-notice.tsx';
import { mayEver } from './api.ts';
import { useDesk } from './desk.tsx';
import { InstallationNotice } from './screens/installation.tsx';
import { beginTour, Tour } from './tour/tour.tsx';
import { useOtherCalendar } from './ui/calendars.ts';
import { type Language, languages, useCode, useWords } from './words/index.tsx';

export function DemoBanner({ shown }: { readonly shown: boolean }) {
  const { t } = useWords();
  return shown ? (
    <aside className="demo-banner" aria-label={t('demo.banner')}>
      {t('demo.banner')}
    </aside>
  ) : null;
}

export function Preferences() {
  const { t, language, choose } = useWords();
  const [theme, setTheme] = useState(() => localStorage.getItem('sojourn.theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    localStorage.setItem('sojourn.theme', theme);
  }, [theme]);
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <div className="preferences">
      <select aria-label={t('nav.language')} value={language} onChange={(event) => choose(event.target.value as Language)}>
        {Object.entries(languages).map(([value, name]) => (
          <option key={value} value={value} lang={value}>
            {name}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => setTheme(other)}>
        {t(`nav.theme.${other}`)}
      </button>
    </div>
  );
}

/** A second calendar beside the Gregorian, for this reader alone. */
function OtherCalendar() {
  const { t } = useWords();
  const code = useCode();
  const { calendar, choose } = useOtherCalendar();
  return (
    <select className="calendar" value={calendar ?? ''} onChange={(event) => choose(event.target.value)} aria-label={t('date.alsoIn')}>
      <option value="">{t('date.noOther')}</option>
      {calendarIds
        .filter((one) => one !== 'gregory')
        .map((one) => (
          <option key={one} value={one}>
            {code('calendar', one)}
          </option>
        ))}
    </select>
  );
}

/** Where there is little room the places to go stand behind one button. Escape and every way of going on shut it. */
function useMenu(place: string) {
  const [openAt, setOpenAt] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  const open = openAt === place;
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpenAt(undefined);
      button.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [open]);
  return { open, button, toggle: () => setOpenAt(open ? undefined : place) };
}

export function Shell({ onSignOut }: { readonly onSignOut: () => void }) {
  const { t } = useWords();
  const { session, texts } = useDesk();
  const place = useRouterState({ select: (state) => state.location.pathname });
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const menu = useMenu(place);
  // After moving to another screen, people who listen or use keys start at its top; on the first one they start at the page's.
  useEffect(() => {
    if (!first.current && place !== '') main.current?.focus();
    first.current = false;
  }, [place]);
  const mayRecord = mayEver(session, caseworkActs['contact.record']);
  const mayImport = mayEver(session, interchangeQueries['import.preview']);
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="top">
        <Link to="/" className="brand">
          <img src="/icon.svg" alt="" width="28" height="28" /> Sojourn
        </Link>
        <button ref={menu.button} type="button" className="menu" aria-expanded={menu.open} aria-controls="menu" onClick={menu.toggle}>
          {t('nav.menu')}
        </button>
        <div id="menu" className={menu.open ? 'folds open' : 'folds'}>
          <nav aria-label="Sojourn">
            <Link to="/">{t('nav.cases')}</Link>
            {mayEver(session, caseworkQueries['people.search']) || mayEver(session, caseworkQueries['search.switch']) ? (
              <Link to="/find">{t('nav.find')}</Link>
            ) : null}
            {mayRecord ? <Link to="/new">{t('nav.new')}</Link> : null}
            {mayImport ? <Link to="/import">{t('nav.import')}</Link> : null}
            <Link to="/law">{t('nav.law')}</Link>
            {mayEver(session, ruleQueries['rules.list']) ? <Link to="/rules">{t('rules.title')}</Link> : null}
            {mayEver(session, accountQueries['people.list']) ? <Link to="/people">{t('people.title')}</Link> : null}
            <Link to="/device">{t('device.nav')}</Link>
            {mayEver(session, caseworkActs['glass.break']) || mayEver(session, caseworkActs['glass.review']) ? (
              <Link to="/emergency">{t('nav.emergency')}</Link>
            ) : null}
            {mayEver(session, evidenceQueries['indicators.view']) ? <Link to="/indicators">{t('ind.title')}</Link> : null}
            {mayEver(session, caseworkQueries['exports.list']) ? <Link to="/exports">{t('exports.title')}</Link> : null}
            {mayEver(session, integrationQueries['tokens.list-all']) ? <Link to="/programs">{t('programs.title')}</Link> : null}
            {mayEver(session, governanceQueries['installation.view']) ? <Link to="/installation">{t('installation.title')}</Link> : null}
            <Link to="/deputies">{t('nav.lending')}</Link>
            {mayEver(session, { policy: permissionsPolicy }) ? <Link to="/permissions">{t('nav.permissions')}</Link> : null}
            <Link to="/complain">{t('nav.complaint')}</Link>
            {mayEver(session, governanceQueries['complaints.list']) ? <Link to="/complaints">{t('nav.complaints')}</Link> : null}
          </nav>
          <span className="who">
            <Link to="/my-sign-in" title={t('my.title')}>
              {session.user.displayName}
            </Link>{' '}
            <span className="quiet">{session.user.office}</span>
          </span>
          {mayRecord ? (
            <button type="button" onClick={beginTour}>
              {t('tour.again')}
            </button>
          ) : null}
          <OtherCalendar />
          <Preferences />
          <button type="button" onClick={onSignOut}>
            {t('nav.signOut')}
          </button>
        </div>
      </header>
      <OutboxNotice />
      <AlarmNotice />
      <InstallationNotice />
      <Tour />
      <main id="content" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
      {texts.reviewed ? null : <footer className="quiet">{t('footer.unreviewed')}</footer>}
    </>
  );
}

function OutboxNotice() {
  const { t, has } = useWords();
  const code = useCode();
  const { outbox } = useDesk();
  const list = useSyncExternalStore(outbox.subscribe, outbox.list);
  const refused = list.filter((one) => one.refusedKind !== undefined);
  const waiting = list.length - refused.length;
  if (list.length === 0) return null;
  const sentence = (kind: string) => (has(`refusal.${kind}`) ? code('refusal', kind) : t('refusal.other', { kind }));
  return (
    <aside className="outbox" aria-label={t('waiting.title')}>
      {waiting > 0 ? <p>{t('waiting.count', { count: waiting })}</p> : null}
      {refused.map((one) => (
        <p key={one.actId}>
          {t('refused.title')}: {sentence(one.refusedKind ?? '')}{' '}
          <button type="button" onClick={() => void outbox.dismiss(one.actId)}>
            {t('refused.dismiss')}
          </button>
        </p>
      ))}
    </aside>
  );
}
