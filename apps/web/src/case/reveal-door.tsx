import { useWords } from '../words/index.tsx';
import type { useRevealed } from './use-revealed.ts';

export function RevealDoor({ door, label }: { readonly door: ReturnType<typeof useRevealed>; readonly label: string }) {
  const { t } = useWords();
  if (door.revealed !== undefined)
    return (
      <button type="button" onClick={door.hide}>
        {t('case.hide')}
      </button>
    );
  return (
    <>
      <button type="button" onClick={door.show}>
        {label}
      </button>
      <p className="problem" role="alert">
        {door.problem}
      </p>
      <p className="quiet">{t('case.revealNote')}</p>
    </>
  );
}
