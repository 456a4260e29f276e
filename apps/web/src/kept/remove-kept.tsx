import { useState } from 'react';
import { useWords } from '../words/index.tsx';
import { removeKept } from './device-store.ts';
import { store } from './kept.ts';

/** Needs no passphrase and no network: whoever must be rid of it quickly presses twice. */
export function RemoveKept({ userId, onRemoved }: { readonly userId: string; readonly onRemoved: () => void }) {
  const { t } = useWords();
  const [sure, setSure] = useState(false);
  const press = () => {
    if (!sure) return setSure(true);
    void removeKept(store, userId).then(onRemoved);
    return undefined;
  };
  return (
    <button type="button" className="danger" onClick={press}>
      {t(sure ? 'device.removeSure' : 'device.remove')}
    </button>
  );
}
