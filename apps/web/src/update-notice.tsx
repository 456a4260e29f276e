import { registerSW } from 'virtual:pwa-register';
import { useEffect, useState } from 'react';
import { useWords } from './words/index.tsx';

/** Keeps the page itself on the device. A new version is taken when a person says so: never under someone who is writing. */
export function UpdateNotice() {
  const { t } = useWords();
  const [take, ready] = useState<() => void>();
  useEffect(() => {
    const update = registerSW({ onNeedRefresh: () => ready(() => () => void update(true)) });
  }, []);
  return take === undefined ? null : (
    <aside className="outbox" aria-label={t('update.ready')}>
      <p>
        {t('update.ready')}{' '}
        <button type="button" onClick={take}>
          {t('update.take')}
        </button>
      </p>
    </aside>
  );
}
