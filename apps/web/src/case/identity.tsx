import { useEffect, useState } from 'react';
import { client } from '../api.ts';
import type { CaseRecord } from '../case-view.ts';
import { useCode, useWords } from '../words/index.tsx';

type Values = readonly { readonly sealedId: string; readonly field: string; readonly text?: string | undefined; readonly erased: boolean }[];

/** The door to sealed words: opened by hand, written down, closed again after a minute or on leaving. */
export function Identity({ record }: { readonly record: CaseRecord }) {
  const { t } = useWords();
  const [values, setValues] = useState<Values>();
  useEffect(() => {
    if (values === undefined) return undefined;
    const timer = setTimeout(() => setValues(undefined), 60_000);
    return () => clearTimeout(timer);
  }, [values]);
  const fields = record.case.sealed.filter((s) => s.field === 'name' || s.field === 'safe-contact');
  if (fields.length === 0) return <p className="quiet">{t('case.noName')}</p>;
  const show = async () => {
    const answer = await client.query('identity.reveal', { caseId: record.case.caseId, sealedIds: fields.map((f) => f.sealedId) });
    if (answer.ok) setValues(answer.value.values);
  };
  return (
    <div className="identity">
      {values === undefined ? (
        <>
          <button type="button" onClick={() => void show()}>
            {t('case.reveal')}
          </button>
          <p className="quiet">{t('case.revealNote')}</p>
        </>
      ) : (
        <>
          <dl className="facts">
            {values.map((one) => (
              <SealedWord key={one.sealedId} field={one.field} text={one.erased ? t('case.erased') : (one.text ?? '')} />
            ))}
          </dl>
          <button type="button" onClick={() => setValues(undefined)}>
            {t('case.hide')}
          </button>
        </>
      )}
    </div>
  );
}

function SealedWord({ field, text }: { readonly field: string; readonly text: string }) {
  const code = useCode();
  return (
    <div>
      <dt>{field === 'name' ? code('new', 'name') : code('new', 'safe')}</dt>
      <dd>
        <bdi>{text}</bdi>
      </dd>
    </div>
  );
}
