import { type FormEvent, useState } from 'react';
import { type Unlocked, unlock } from '../kept/kept.ts';
import type { Lock } from '../kept/lock.ts';
import { RemoveKept } from '../kept/remove-kept.tsx';
import { useWords } from '../words/index.tsx';

type Props = { readonly locks: readonly Lock[]; readonly onOpened: (opened: Unlocked) => void; readonly onRemoved: () => void };

/** No network, the page opened anew: whoever keeps cases here opens them by passphrase. */
export function Unlock({ locks, onOpened, onRemoved }: Props) {
  const { t } = useWords();
  const [userId, choose] = useState(locks[0]?.userId ?? '');
  const [state, setState] = useState<'ready' | 'opening' | { readonly problem: string }>('ready');
  const open = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setState('opening');
    const done = await unlock(userId, String(new FormData(form).get('passphrase')));
    form.reset();
    if (done === 'removed') {
      setState({ problem: t('unlock.removed') });
      onRemoved();
    } else if ('triesLeft' in done) setState({ problem: t('unlock.wrong', { left: done.triesLeft }) });
    else onOpened(done);
  };
  return (
    <div className="card welcome">
      <h1>{t('unlock.title')}</h1>
      <p className="lead">{t('unlock.lead')}</p>
      {locks.length === 0 ? (
        <p role="alert">{typeof state === 'object' ? state.problem : t('device.removed')}</p>
      ) : (
        <>
          <form className="act-form" onSubmit={(event) => void open(event)}>
            <div className="field">
              <label htmlFor="unlock-who">{t('unlock.who')}</label>
              <select id="unlock-who" value={userId} onChange={(event) => choose(event.target.value)}>
                {locks.map((lock) => (
                  <option key={lock.userId} value={lock.userId}>
                    {lock.displayName}
                  </option>
                ))}
              </select>
            </div>
            <div className="field">
              <label htmlFor="unlock-passphrase">{t('device.passphrase')}</label>
              <input id="unlock-passphrase" name="passphrase" type="password" autoComplete="off" required />
            </div>
            <p className="problem" role="alert">
              {typeof state === 'object' ? state.problem : ''}
            </p>
            <button type="submit" className="primary" disabled={state === 'opening'}>
              {t(state === 'opening' ? 'unlock.opening' : 'unlock.open')}
            </button>
          </form>
          <div className="apart">
            <RemoveKept userId={userId} onRemoved={onRemoved} />
          </div>
        </>
      )}
    </div>
  );
}
