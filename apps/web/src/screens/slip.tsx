import { type FormEvent, useState } from 'react';
import { readSlip, type SlipCodes, type SlipIsFor, spendSlip } from '../account.ts';
import type { Session } from '../api.ts';
import { useRefusal } from '../desk.tsx';
import { useWords } from '../words/index.tsx';

/** For someone who comes with a code on paper: an invitation, or the two halves of a reset. */
export function Slip({ onSignedIn, onBack }: { readonly onSignedIn: (session: Session) => void; readonly onBack: () => void }) {
  const { t } = useWords();
  const sentence = useRefusal();
  const [codes, setCodes] = useState<SlipCodes>();
  const [isFor, setIsFor] = useState<SlipIsFor>();
  const [problem, setProblem] = useState('');
  const look = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const second = String(data.get('second')).trim();
    const given: SlipCodes = { code: String(data.get('first')), ...(second === '' ? {} : { secondCode: second }) };
    const outcome = await readSlip(given).catch(() => undefined);
    if (outcome === undefined) return setProblem(t('away'));
    setProblem(outcome.ok ? '' : sentence(outcome.refusal));
    if (!outcome.ok) return;
    setCodes(given);
    setIsFor(outcome.value);
  };
  const choose = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    if (codes === undefined) return;
    if (data.get('new-password') !== data.get('again')) return setProblem(t('my.notTheSame'));
    const outcome = await spendSlip(codes, String(data.get('new-password'))).catch(() => undefined);
    if (outcome === undefined) return setProblem(t('away'));
    if (!outcome.ok) return setProblem(sentence(outcome.refusal));
    history.replaceState(null, '', '/my-sign-in');
    onSignedIn(outcome.value);
  };
  const alert = (
    <p className="problem" role="alert">
      {problem}
    </p>
  );
  return (
    <main id="content" className="narrow" tabIndex={-1}>
      <div className="card welcome">
        <h1>{t('slip.title')}</h1>
        {isFor === undefined ? (
          <form className="act-form" onSubmit={(event) => void look(event)}>
            <p className="lead">{t('slip.lead')}</p>
            <div className="field">
              <label htmlFor="slip-first">{t('slip.code')}</label>
              <input id="slip-first" name="first" autoComplete="off" autoCapitalize="characters" required dir="ltr" />
            </div>
            <div className="field">
              <label htmlFor="slip-second">{t('slip.second')}</label>
              <input id="slip-second" name="second" autoComplete="off" autoCapitalize="characters" dir="ltr" aria-describedby="slip-hint" />
              <p id="slip-hint" className="hint">
                {t('slip.secondHint')}
              </p>
            </div>
            {alert}
            <div className="buttons">
              <button type="submit" className="primary">
                {t('slip.go')}
              </button>
              <button type="button" onClick={onBack}>
                {t('cancel')}
              </button>
            </div>
          </form>
        ) : (
          <form className="act-form" onSubmit={(event) => void choose(event)}>
            <p className="lead">{t('slip.welcome', { name: isFor.displayName, organisation: isFor.organisation, office: isFor.office })}</p>
            <div className="field">
              <label htmlFor="slip-username">{t('signIn.username')}</label>
              <input id="slip-username" autoComplete="username" value={isFor.username} readOnly dir="ltr" />
            </div>
            <div className="field">
              <label htmlFor="new-password">{t('my.newPassword')}</label>
              <input
                id="new-password"
                name="new-password"
                type="password"
                autoComplete="new-password"
                minLength={12}
                required
                dir="ltr"
                aria-describedby="slip-password"
              />
              <p id="slip-password" className="hint">
                {t('slip.passwordHint')}
              </p>
            </div>
            <div className="field">
              <label htmlFor="again">{t('my.again')}</label>
              <input id="again" name="again" type="password" autoComplete="new-password" required dir="ltr" />
            </div>
            {alert}
            <button type="submit" className="primary">
              {t('slip.go')}
            </button>
          </form>
        )}
      </div>
    </main>
  );
}
