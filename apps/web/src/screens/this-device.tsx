import { type FormEvent, useState } from 'react';
import { forgetDevices } from '../api.ts';
import { useDesk } from '../desk.tsx';
import { beginKeeping, MOST_CASES, MOST_DAYS, MOST_TRIES } from '../kept/kept.ts';
import { SHORTEST_PASSPHRASE } from '../kept/lock.ts';
import { RemoveKept } from '../kept/remove-kept.tsx';
import { useKeeping } from '../kept/use-keeping.ts';
import { useWords } from '../words/index.tsx';

/** Opt-in, by each person on each device, after reading what it means. */
export function ThisDevice() {
  const { t } = useWords();
  const { session, opened, say } = useDesk();
  const { count, reload } = useKeeping(session.user.userId);
  const changed = (message: string) => {
    say(message);
    void reload();
  };
  return (
    <>
      <h1>{t('device.title')}</h1>
      <div className="card">
        <p className="lead">{t('device.lead')}</p>
        <p>{t('device.kept', { cases: MOST_CASES, days: MOST_DAYS })}</p>
        <p>{t('device.shared')}</p>
        <p>{t('device.locks', { tries: MOST_TRIES })}</p>
        {count === undefined ? (
          <Begin onBegun={() => void reload()} />
        ) : (
          <>
            <p className="notice" role="status">
              {t('device.on', { count })}
            </p>
            <p className="quiet">{t('device.waitingStays')}</p>
            <div className="actions">
              <RemoveKept
                userId={session.user.userId}
                onRemoved={() => {
                  opened(undefined);
                  changed(t('device.removed'));
                }}
              />
              <button
                type="button"
                onClick={() =>
                  void forgetDevices().then(
                    (done) => changed(t(done ? 'device.removedAll' : 'away')),
                    () => changed(t('away')),
                  )
                }
              >
                {t('device.removeAll')}
              </button>
            </div>
          </>
        )}
      </div>
    </>
  );
}

function Begin({ onBegun }: { readonly onBegun: () => void }) {
  const { t } = useWords();
  const { session, opened } = useDesk();
  const [state, setState] = useState<'ready' | 'saving' | { readonly problem: string }>('ready');
  const begin = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [first, second] = [String(data.get('passphrase')), String(data.get('again'))];
    if (first.length < SHORTEST_PASSPHRASE) return setState({ problem: t('device.tooShort') });
    if (first !== second) return setState({ problem: t('device.notSame') });
    setState('saving');
    opened(await beginKeeping(session, first));
    onBegun();
  };
  return (
    <form className="act-form" onSubmit={(event) => void begin(event)}>
      <div className="field">
        <label htmlFor="device-passphrase">{t('device.passphrase')}</label>
        <input id="device-passphrase" name="passphrase" type="password" autoComplete="off" required aria-describedby="device-hint" />
        <p id="device-hint" className="quiet">
          {t('device.hint', { least: SHORTEST_PASSPHRASE })}
        </p>
      </div>
      <div className="field">
        <label htmlFor="device-again">{t('device.again')}</label>
        <input id="device-again" name="again" type="password" autoComplete="off" required />
      </div>
      <label className="check">
        <input type="checkbox" required /> {t('device.understood')}
      </label>
      <p className="problem" role="alert">
        {typeof state === 'object' ? state.problem : ''}
      </p>
      <button type="submit" className="primary" disabled={state === 'saving'}>
        {t('device.begin')}
      </button>
    </form>
  );
}
