import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { signInWithPasskey } from '../account.ts';
import { readDemoUsers, readSignOn, type Session, signIn } from '../api.ts';
import { useRefusal } from '../desk.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { Slip } from './slip.tsx';

/** Whose screen it is that locked itself. */
export type LockedAs = { readonly username: string; readonly displayName: string };
type Props = { readonly onSignedIn: (session: Session) => void; readonly lockedAs: LockedAs | undefined };

export function SignIn({ onSignedIn, lockedAs }: Props) {
  const { t } = useWords();
  const code = useCode();
  const sentence = useRefusal();
  // A refusal that came back with the browser from the identity provider.
  const [problem, setProblem] = useState(() => {
    const kind = new URLSearchParams(location.search).get('refused');
    return kind === null ? '' : sentence({ kind });
  });
  const signOn = useQuery({ queryKey: ['sign-on'], queryFn: readSignOn, retry: false });
  const [withSlip, setWithSlip] = useState(false);
  const demo = useQuery({ queryKey: ['demo'], queryFn: async () => (await readDemoUsers()) ?? null, retry: false });
  const enter = async (username: string, password: string, code?: string) => {
    const outcome = await signIn(username, password, code).catch(() => undefined);
    if (outcome === undefined) setProblem(t('away'));
    else if (outcome.ok) onSignedIn(outcome.value);
    else setProblem(sentence(outcome.refusal));
  };
  const enterWithPasskey = async () => {
    const outcome = await signInWithPasskey().catch(() => undefined);
    if (outcome === undefined) setProblem(t('away'));
    else if (outcome.ok) onSignedIn(outcome.value);
    else setProblem(sentence(outcome.refusal));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    void enter(String(data.get('username')), String(data.get('password')));
  };
  if (withSlip) return <Slip onSignedIn={onSignedIn} onBack={() => setWithSlip(false)} />;
  return (
    <main id="content" className="narrow" tabIndex={-1}>
      <div className="card welcome">
        <h1>{lockedAs === undefined ? t('signIn.title') : t('lock.title', { name: lockedAs.displayName })}</h1>
        <p className="lead">{lockedAs === undefined ? t('app.tagline') : t('lock.lead')}</p>
        <form className="act-form" onSubmit={submit}>
          <div className="field">
            <label htmlFor="username">{t('signIn.username')}</label>
            <input id="username" name="username" autoComplete="username" autoCapitalize="none" defaultValue={lockedAs?.username} required dir="ltr" />
          </div>
          <div className="field">
            <label htmlFor="password">{t('signIn.password')}</label>
            <input id="password" name="password" type="password" autoComplete="current-password" required dir="ltr" />
          </div>
          <p className="problem" role="alert">
            {problem}
          </p>
          <button type="submit" className="primary">
            {t(lockedAs === undefined ? 'signIn.button' : 'lock.unlock')}
          </button>
        </form>
        <p className="or">{t('signIn.or')}</p>
        <button type="button" onClick={() => void enterWithPasskey()}>
          {t('signIn.passkey')}
        </button>{' '}
        {signOn.data == null ? null : (
          <a className="button" href="/api/session/sign-on">
            {t('signIn.signOn', { name: signOn.data })}
          </a>
        )}{' '}
        <button type="button" onClick={() => setWithSlip(true)}>
          {t('slip.have')}
        </button>
      </div>
      {demo.data == null ? null : (
        <section className="card" aria-labelledby="demo-people">
          <h2 id="demo-people">{t('signIn.demo')}</h2>
          <p className="quiet">{t('signIn.demoCode', { code: demo.data.code })}</p>
          {[...new Set(demo.data.users.map((user) => user.organisation))].map((organisation) => (
            <div key={organisation}>
              <h3>{organisation}</h3>
              <ul className="people">
                {demo.data?.users
                  .filter((user) => user.organisation === organisation)
                  .map((user) => (
                    <li key={user.username}>
                      <button type="button" onClick={() => void enter(user.username, demo.data?.password ?? '', demo.data?.code)}>
                        <strong>{user.displayName}</strong> <span className="quiet">{user.roles.map((role) => code('role', role)).join(', ')}</span>
                      </button>
                    </li>
                  ))}
              </ul>
            </div>
          ))}
        </section>
      )}
    </main>
  );
}
