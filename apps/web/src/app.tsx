import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, Link, RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { client, readFactKinds, readSession, readTexts, type Session, signOut } from './api.ts';
import { CaseScreen } from './case/case-screen.tsx';
import { type CaseView, openCaseView } from './case-view.ts';
import { DeskContext } from './desk.tsx';
import { FindScreen } from './find/find-screen.tsx';
import { ImportScreen } from './importing/import-screen.tsx';
import { IndicatorsScreen } from './indicators/indicators-screen.tsx';
import { type Kept, listLocks, openKept, type Unlocked } from './kept/kept.ts';
import { lawRoutes } from './law/routes.ts';
import { ExportsScreen } from './leaving/exports-screen.tsx';
import { bringDraftsBack, keepDrafts } from './lock/drafts.ts';
import { useIdleLock } from './lock/idle.ts';
import { Outbox, type SendAct } from './outbox.ts';
import { ProgramsScreen } from './programs/programs-screen.tsx';
import { rulesRoute } from './rules/route.ts';
import { SamePersonScreen } from './same-person/same-person-screen.tsx';
import { ComplaintScreen } from './screens/complaint.tsx';
import { ComplaintsScreen } from './screens/complaints.tsx';
import { EmergencyScreen } from './screens/emergency.tsx';
import { InstallationScreen } from './screens/installation.tsx';
import { Interview } from './screens/interview.tsx';
import { LendingScreen } from './screens/lending.tsx';
import { MySignInScreen } from './screens/my-sign-in.tsx';
import { NewContact } from './screens/new-contact.tsx';
import { PeopleScreen } from './screens/people.tsx';
import { PermissionsScreen } from './screens/permissions.tsx';
import { type LockedAs, SignIn } from './screens/sign-in.tsx';
import { ThisDevice } from './screens/this-device.tsx';
import { Unlock } from './screens/unlock.tsx';
import { WorkList } from './screens/work-list.tsx';
import { DemoBanner, Preferences, Shell } from './shell.tsx';
import { StepUp } from './step-up.tsx';
import { UpdateNotice } from './update-notice.tsx';
import { useWords, WordsProvider } from './words/index.tsx';

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 0 } } });

const root = createRootRoute({ component: () => <Shell onSignOut={() => dispatchEvent(new Event('sojourn:sign-out'))} />, notFoundComponent: NotHere });
const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: WorkList }),
  createRoute({ getParentRoute: () => root, path: '/new', component: NewContact }),
  createRoute({ getParentRoute: () => root, path: '/find', component: FindScreen }),
  createRoute({ getParentRoute: () => root, path: '/import', component: ImportScreen }),
  createRoute({ getParentRoute: () => root, path: '/people', component: PeopleScreen }),
  createRoute({ getParentRoute: () => root, path: '/my-sign-in', component: MySignInScreen }),
  createRoute({ getParentRoute: () => root, path: '/device', component: ThisDevice }),
  createRoute({ getParentRoute: () => root, path: '/emergency', component: EmergencyScreen }),
  createRoute({ getParentRoute: () => root, path: '/deputies', component: LendingScreen }),
  createRoute({ getParentRoute: () => root, path: '/programs', component: ProgramsScreen }),
  createRoute({ getParentRoute: () => root, path: '/exports', component: ExportsScreen }),
  createRoute({ getParentRoute: () => root, path: '/installation', component: InstallationScreen }),
  createRoute({ getParentRoute: () => root, path: '/indicators', component: IndicatorsScreen }),
  createRoute({ getParentRoute: () => root, path: '/permissions', component: PermissionsScreen }),
  createRoute({
    getParentRoute: () => root,
    path: '/complain',
    component: ComplaintScreen,
    validateSearch: (search: Readonly<Record<string, unknown>>): { readonly case?: string } =>
      typeof search['case'] === 'string' ? { case: search['case'] } : {},
  }),
  createRoute({ getParentRoute: () => root, path: '/complaints', component: ComplaintsScreen }),
  createRoute({ getParentRoute: () => root, path: '/case/$caseId', component: CaseScreen }),
  createRoute({ getParentRoute: () => root, path: '/case/$caseId/interview', component: Interview }),
  createRoute({
    getParentRoute: () => root,
    path: '/case/$caseId/same-person',
    component: SamePersonScreen,
    validateSearch: (search: Readonly<Record<string, unknown>>): { readonly with?: string } =>
      typeof search['with'] === 'string' ? { with: search['with'] } : {},
  }),
  createRoute({ getParentRoute: () => root, ...rulesRoute }),
  createRoute({ getParentRoute: () => root, ...lawRoutes.map }),
  createRoute({ getParentRoute: () => root, ...lawRoutes.state }),
  createRoute({ getParentRoute: () => root, ...lawRoutes.treaty }),
  createRoute({ getParentRoute: () => root, ...lawRoutes.cards }),
  createRoute({ getParentRoute: () => root, ...lawRoutes.card }),
  createRoute({ getParentRoute: () => root, ...lawRoutes.corridor }),
  createRoute({ getParentRoute: () => root, ...lawRoutes.joining }),
  createRoute({ getParentRoute: () => root, ...lawRoutes.sources }),
  createRoute({ getParentRoute: () => root, ...lawRoutes.source }),
  createRoute({ getParentRoute: () => root, ...lawRoutes.review }),
]);
const router = createRouter({ routeTree: routes });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function NotHere() {
  const { t } = useWords();
  return (
    <div className="card">
      <p>{t('notFound')}</p>
      <Link to="/">{t('back')}</Link>
    </div>
  );
}

export function App() {
  return (
    <WordsProvider>
      <QueryClientProvider client={queries}>
        <UpdateNotice />
        <Gate />
      </QueryClientProvider>
    </WordsProvider>
  );
}

type Here = Session | 'away' | null;

/** Asked again and again while the server is away: that must never take the page from under someone who is writing, so it is an answer and no error. */
async function lookForSession(): Promise<Here> {
  try {
    return (await readSession()) ?? null;
  } catch (problem) {
    const before = queries.getQueryData<Here>(['session']);
    if (before === undefined || before === null || before === 'away') return 'away';
    throw problem;
  }
}

function Gate() {
  const { t } = useWords();
  const session = useQuery({
    queryKey: ['session'],
    queryFn: lookForSession,
    networkMode: 'always',
    retry: false,
    refetchOnWindowFocus: true,
    // Without a server it is asked for again and again, so that work goes on by itself when it is back.
    refetchInterval: ({ state }) => (state.status === 'error' || state.data === 'away' ? 4_000 : false),
  });
  const [unlocked, setUnlocked] = useState<Unlocked>();
  useEffect(() => {
    const leave = () =>
      void signOut().then((next) => {
        // Nothing of anyone stays in the memory of a shared laptop.
        queries.clear();
        location.assign(next);
      });
    addEventListener('sojourn:sign-out', leave);
    return () => removeEventListener('sojourn:sign-out', leave);
  }, []);
  const [lockedAs, setLockedAs] = useState<LockedAs>();
  const held = session.data === 'away' ? undefined : (session.data ?? undefined);
  const lock = useCallback(() => {
    if (held === undefined) return;
    const { username, displayName } = held.user;
    // Read before the page goes; sealed under a key that then goes too.
    void keepDrafts(held.outboxKey).finally(() => {
      void signOut();
      setLockedAs({ username, displayName });
      queries.setQueryData(['session'], null);
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    });
  }, [held]);
  useEffect(() => {
    addEventListener('sojourn:session-over', lock);
    return () => removeEventListener('sojourn:session-over', lock);
  }, [lock]);
  useIdleLock(() => {
    // Opened by passphrase: locked again by forgetting the key.
    setUnlocked(undefined);
    lock();
  });
  if (session.isPending) return <p role="status">{t('loading')}</p>;
  if (held !== undefined) return <SignedIn session={held} />;
  if (unlocked !== undefined)
    return (
      <>
        <aside className="outbox" aria-label={t('unlock.title')}>
          {session.data === 'away' ? (
            <p>{t('unlock.without')}</p>
          ) : (
            <p>
              {t('unlock.back')}{' '}
              <button type="button" onClick={() => setUnlocked(undefined)}>
                {t('unlock.signIn')}
              </button>
            </p>
          )}
        </aside>
        <SignedIn session={unlocked.session} unlocked={unlocked} />
      </>
    );
  if (session.data === 'away') return <Away again={() => void session.refetch()} onOpened={setUnlocked} />;
  return (
    <>
      <OuterHeader />
      <SignedOut
        lockedAs={lockedAs}
        onSignedIn={(made) => {
          setLockedAs(undefined);
          queries.setQueryData(['session'], made);
        }}
      />
    </>
  );
}

function OuterHeader() {
  return (
    <header className="top">
      <span className="brand">
        <img src="/icon.svg" alt="" width="28" height="28" /> Sojourn
      </span>
      <Preferences />
    </header>
  );
}

function Away({ again, onOpened }: { readonly again: () => void; readonly onOpened: (opened: Unlocked) => void }) {
  const { t } = useWords();
  const locks = useQuery({ queryKey: ['locks'], queryFn: listLocks, networkMode: 'always', staleTime: Number.POSITIVE_INFINITY });
  const [someone, setSomeone] = useState(false);
  const here = locks.data ?? [];
  if (here.length > 0 && !someone) setSomeone(true);
  return (
    <>
      <OuterHeader />
      <main id="content" className="narrow" tabIndex={-1}>
        {someone ? <Unlock locks={here} onOpened={onOpened} onRemoved={() => void locks.refetch()} /> : null}
        <p className="card" role={someone ? undefined : 'alert'}>
          {t('away')}{' '}
          <button type="button" onClick={again}>
            {t('tryAgain')}
          </button>
        </p>
      </main>
    </>
  );
}

type SignedOutProps = { readonly lockedAs: LockedAs | undefined; readonly onSignedIn: (session: Session) => void };

function SignedOut({ lockedAs, onSignedIn }: SignedOutProps) {
  const demo = useQuery({ queryKey: ['is-demo'], queryFn: async () => (await fetch('/api/demo')).ok });
  return (
    <>
      <DemoBanner shown={demo.data === true} />
      <SignIn onSignedIn={onSignedIn} lockedAs={lockedAs} />
    </>
  );
}

/** `unlocked`: opened by passphrase, without the server. */
function SignedIn({ session, unlocked }: { readonly session: Session; readonly unlocked?: Unlocked }) {
  const { t, language } = useWords();
  const [open, setOpen] = useState<{ readonly outbox: Outbox; readonly caseView: CaseView }>();
  const [message, say] = useState('');
  const fixed = { staleTime: Number.POSITIVE_INFINITY, networkMode: 'always' } as const;
  const texts = useQuery({
    queryKey: ['texts', language],
    queryFn: () => readTexts(language).catch(() => unlocked?.texts ?? Promise.reject(new Error('away'))),
    ...fixed,
  });
  const facts = useQuery({ queryKey: ['facts'], queryFn: () => readFactKinds().catch(() => unlocked?.facts ?? Promise.reject(new Error('away'))), ...fixed });
  const kept = useRef<Kept>(undefined);
  const { userId } = session.user;
  const { outboxKey } = session;
  useEffect(() => {
    const sendAct: SendAct = (name, request) => client.act(name as 'facts.assert', request as never);
    const opened = Outbox.open(userId, outboxKey, sendAct);
    const flush = () => void opened.then((box) => box.flush());
    const view = Promise.all([opened, unlocked?.kept ?? openKept(session)]).then(([outbox, here]) => {
      kept.current = here;
      return { outbox, caseView: openCaseView(session, outbox, () => kept.current) };
    });
    void view.then(setOpen).then(flush);
    const timer = setInterval(flush, 4_000);
    addEventListener('online', flush);
    return () => {
      clearInterval(timer);
      removeEventListener('online', flush);
      void view.then(({ outbox, caseView }) => {
        caseView.forget();
        outbox.close();
      });
    };
    // The session's own object changes with every look at it; who is signed in does not.
  }, [userId, outboxKey]);
  const broughtBack = t('lock.broughtBack');
  useEffect(() => bringDraftsBack(outboxKey, () => say(broughtBack)), [outboxKey, broughtBack]);
  const keepDesk = useCallback(() => {
    if (unlocked === undefined && texts.data !== undefined && facts.data !== undefined)
      void kept.current?.keepDesk({ session, texts: texts.data, facts: facts.data });
  }, [session, unlocked, texts.data, facts.data]);
  useEffect(() => {
    if (open !== undefined) keepDesk();
  }, [open, keepDesk]);
  const desk = useMemo(() => {
    const opened = (now: Kept | undefined) => {
      kept.current = now;
      keepDesk();
    };
    return open === undefined || texts.data === undefined || facts.data === undefined
      ? undefined
      : { session, ...open, texts: texts.data, facts: facts.data, say, opened };
  }, [session, open, texts.data, facts.data, keepDesk]);
  return (
    <>
      <DemoBanner shown={session.demo} />
      {desk === undefined ? (
        <p role="status">{t('loading')}</p>
      ) : (
        <DeskContext value={desk}>
          <RouterProvider router={router} />
        </DeskContext>
      )}
      <StepUp demo={session.demo} onSignedIn={(made) => queries.setQueryData(['session'], made)} />
      <p className="live" role="status">
        {message}
      </p>
    </>
  );
}
