import { useState } from 'react';
import { makeRecoveryCodes } from '../account.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';

/** Codes on paper, for the day a phone is lost or taken. Shown once. */
export function RecoveryCodes({ left, onChanged }: { readonly left: number; readonly onChanged: () => void }) {
  const { t } = useWords();
  const { session } = useDesk();
  const sentence = useRefusal();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState('');
  const make = async () => {
    const outcome = await makeRecoveryCodes();
    setProblem(outcome.ok ? '' : sentence(outcome.refusal));
    if (!outcome.ok) return;
    setCodes(outcome.value.codes);
    onChanged();
  };
  return (
    <Section id="recovery" title={t('my.recovery')} lead={t('my.recoveryLead')}>
      <p>{t('my.recoveryLeft', { count: left })}</p>
      {codes.length === 0 ? (
        <button type="button" onClick={() => void make()}>
          {t('my.makeCodes')}
        </button>
      ) : (
        <div className="slip">
          <h3>
            {t('my.recovery')}: <bdi>{session.user.username}</bdi>
          </h3>
          <p>{t('my.slipNote')}</p>
          <ol className="codes" dir="ltr">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ol>
          <div className="buttons">
            <button type="button" className="primary" onClick={() => print()}>
              {t('my.print')}
            </button>
            <button type="button" onClick={() => setCodes([])}>
              {t('my.haveThem')}
            </button>
          </div>
        </div>
      )}
      <p className="problem" role="alert">
        {problem}
      </p>
    </Section>
  );
}
