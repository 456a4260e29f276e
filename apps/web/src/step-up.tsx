import { type FormEvent, useEffect, useRef, useState } from 'react';
import { showCode, showKey } from './account.ts';
import { onSecondFactorNeeded, readDemoUsers, type Session } from './api.ts';
import { useRefusal } from './desk.tsx';
import { useWords } from './words/index.tsx';

type Waiting = { readonly done: (shown: boolean) => void; readonly shown: Promise<boolean> };

/** Asks for the second factor over whatever is on the screen; what was typed below stays as it is. */
export function StepUp({ demo, onSignedIn }: { readonly demo: boolean; readonly onSignedIn: (session: Session) => void }) {
  const { t } = useWords();
  const sentence = useRefusal();
  const dialog = useRef<HTMLDialogElement>(null);
  const waiting = useRef<Waiting>(undefined);
  const [problem, setProblem] = useState('');
  const [demoCode, setDemoCode] = useState('');
  useEffect(() => {
    onSecondFactorNeeded(() => {
      // Several requests at once ask once.
      if (waiting.current !== undefined) return waiting.current.shown;
      let done: Waiting['done'] = () => undefined;
      const shown = new Promise<boolean>((resolve) => {
        done = resolve;
      });
      waiting.current = { done, shown };
      setProblem('');
      dialog.current?.showModal();
      return shown;
    });
    return () => onSecondFactorNeeded(async () => false);
  }, []);
  useEffect(() => {
    if (demo) void readDemoUsers().then((found) => setDemoCode(found?.code ?? ''));
  }, [demo]);
  const finish = (shown: boolean) => {
    waiting.current?.done(shown);
    waiting.current = undefined;
    dialog.current?.close();
  };
  const withKey = async () => {
    const outcome = await showKey().catch(() => undefined);
    if (outcome === undefined) return setProblem(t('away'));
    if (!outcome.ok) return setProblem(sentence(outcome.refusal));
    onSignedIn(outcome.value);
    finish(true);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const outcome = await showCode(String(new FormData(form).get('code'))).catch(() => undefined);
    if (outcome === undefined) return setProblem(t('away'));
    if (!outcome.ok) return setProblem(sentence(outcome.refusal));
    form.reset();
    onSignedIn(outcome.value);
    finish(true);
  };
  return (
    <dialog ref={dialog} className="card" aria-labelledby="step-up" onClose={() => finish(false)}>
      <h2 id="step-up">{t('stepUp.title')}</h2>
      <p>{t('stepUp.why')}</p>
      <form className="act-form" onSubmit={(event) => void submit(event)}>
        <div className="field">
          <label htmlFor="step-up-code">{t('stepUp.code')}</label>
          <input id="step-up-code" name="code" autoComplete="one-time-code" autoCapitalize="characters" required dir="ltr" aria-describedby="step-up-hint" />
          <p id="step-up-hint" className="hint">
            {t('stepUp.hint')} {demoCode === '' ? '' : t('signIn.demoCode', { code: demoCode })}
          </p>
        </div>
        <p className="problem" role="alert">
          {problem}
        </p>
        <div className="buttons">
          <button type="submit" className="primary">
            {t('stepUp.confirm')}
          </button>
          <button type="button" onClick={() => void withKey()}>
            {t('stepUp.key')}
          </button>
          <button type="button" onClick={() => finish(false)}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
