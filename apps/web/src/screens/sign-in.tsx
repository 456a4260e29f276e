import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { readDemoUsers, type Session, signIn } from '../api.ts';
import { useRefusal } from '../desk.tsx';
import { useCode, useWords } from '../words/index.tsx';

export function SignIn({ onSignedIn }: { readonly onSignedIn: (session: Session) => void }) {
  const { t } = useWords();
  const code = useCode();
  const sentence = useRefusal();
  const [problem, setProblem] = useState('');
  const demo = useQuery({ queryKey: ['demo'], queryFn: async () => (await readDemoUsers()) ?? null, retry: false });
  const enter = async (username: string, password: string) => {
    const outcome = await signIn(username, password).catch(() => undefined);
    if (outcome === undefined) setProblem(t('away'));
    else if (outcome.ok) onSignedIn(outcome.value);
    else setProblem(sentence(outcome.refusal));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    void enter(String(data.get('username')), String(data.get('password')));
  };
  return (
    <main id="content" className="narrow" tabIndex={-1}>
      <div className="card welcome">
        <h1>{t('signIn.title')}</h1>
        <p className="lead">{t('app.tagline')}</p>
        <form className="act-form" onSubmit={submit}>
          <div className="field">
            <label htmlFor="username">{t('signIn.username')}</label>
            <input id="username" name="username" autoComplete="username" autoCapitalize="none" required dir="ltr" />
          </div>
          <div className="field">
            <label htmlFor="password">{t('signIn.password')}</label>
            <input id="password" name="password" type="password" autoComplete="current-password" required dir="ltr" />
          </div>
          <p className="problem" role="alert">
            {problem}
          </p>
          <button type="submit" className="primary">
            {t('signIn.button')}
          </button>
        </form>
      </div>
      {demo.data == null ? null : (
        <section className="card" aria-labelledby="demo-people">
          <h2 id="demo-people">{t('signIn.demo')}</h2>
          {[...new Set(demo.data.users.map((user) => user.organisation))].map((organisation) => (
            <div key={organisation}>
              <h3>{organisation}</h3>
              <ul className="people">
                {demo.data?.users
                  .filter((user) => user.organisation === organisation)
                  .map((user) => (
                    <li key={user.username}>
                      <button type="button" onClick={() => void enter(user.username, demo.data?.password ?? '')}>
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
