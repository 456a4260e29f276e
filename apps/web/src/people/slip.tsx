import { useMoment } from '../my-sign-in/moment.ts';
import { useWords } from '../words/index.tsx';

export type ShownSlip = { readonly kind: 'invitation' | 'reset-half'; readonly name: string; readonly code: string; readonly expiresAt: number };

/** Shown once, printed, handed over in person. */
export function PaperSlip({ slip, onDone }: { readonly slip: ShownSlip; readonly onDone: () => void }) {
  const { t } = useWords();
  const moment = useMoment();
  return (
    <section className="card slip" aria-labelledby="paper-slip">
      <h2 id="paper-slip">{t(slip.kind === 'invitation' ? 'people.slip' : 'people.half', { name: slip.name })}</h2>
      <p>{t(slip.kind === 'invitation' ? 'people.slipNote' : 'people.halfNote')}</p>
      <p>
        {t('people.slipWhere')} <bdi dir="ltr">{location.origin}</bdi>
      </p>
      <p className="paper-code" dir="ltr">
        <code>{slip.code}</code>
      </p>
      <p>{t('people.slipUntil', { when: moment(slip.expiresAt) })}</p>
      <div className="buttons">
        <button type="button" className="primary" onClick={() => print()}>
          {t('my.print')}
        </button>
        <button type="button" onClick={onDone}>
          {t('my.haveThem')}
        </button>
      </div>
    </section>
  );
}
