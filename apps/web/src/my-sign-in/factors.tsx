import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addKey, beginApp, confirmApp, type Factor, type NewApp, removeFactor } from '../account.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { useMoment } from './moment.ts';

type Props = { readonly factors: readonly Factor[]; readonly onChanged: () => void };

/** Authenticator apps, passkeys and hardware keys of this person. */
export function Factors({ factors, onChanged }: Props) {
  const { t } = useWords();
  const code = useCode();
  const moment = useMoment();
  const { say } = useDesk();
  const sentence = useRefusal();
  const [problem, setProblem] = useState('');
  const remove = async (factorId: string) => {
    const outcome = await removeFactor(factorId);
    if (!outcome.ok) return setProblem(sentence(outcome.refusal));
    say(t('saved'));
    onChanged();
  };
  return (
    <Section id="factors" title={t('my.factors')} lead={t('my.factorsLead')}>
      {factors.length === 0 ? <p>{t('my.noFactor')}</p> : null}
      <ul className="log">
        {factors.map((one) => (
          <li key={one.factorId}>
            <strong>{code('factor', one.kind)}</strong>{' '}
            <span className="quiet">
              {t('my.since', { when: moment(one.madeAt) })}
              {one.device === null
                ? ''
                : ` · ${one.device
                    .split('/')
                    .map((part) => code('device', part))
                    .join(', ')}`}
            </span>{' '}
            <button type="button" onClick={() => void remove(one.factorId)} aria-label={`${t('my.remove')}: ${code('factor', one.kind)}`}>
              {t('my.remove')}
            </button>
          </li>
        ))}
      </ul>
      <p className="problem" role="alert">
        {problem}
      </p>
      <NewKeys onChanged={onChanged} />
      <NewAuthenticatorApp onChanged={onChanged} />
    </Section>
  );
}

function NewKeys({ onChanged }: { readonly onChanged: () => void }) {
  const { t } = useWords();
  const { say } = useDesk();
  const sentence = useRefusal();
  const queries = useQueryClient();
  const [problem, setProblem] = useState('');
  const add = async (kind: 'passkey' | 'hardware-key') => {
    const outcome = await addKey(kind);
    setProblem(outcome.ok ? '' : sentence(outcome.refusal));
    if (!outcome.ok) return;
    queries.setQueryData(['session'], outcome.value);
    say(t('saved'));
    onChanged();
  };
  return (
    <>
      <div className="buttons">
        <button type="button" onClick={() => void add('passkey')}>
          {t('my.addPasskey')}
        </button>
        <button type="button" onClick={() => void add('hardware-key')}>
          {t('my.addKey')}
        </button>
      </div>
      <p className="problem" role="alert">
        {problem}
      </p>
    </>
  );
}

function NewAuthenticatorApp({ onChanged }: { readonly onChanged: () => void }) {
  const { t } = useWords();
  const { say } = useDesk();
  const sentence = useRefusal();
  const queries = useQueryClient();
  const [app, setApp] = useState<NewApp>();
  const [problem, setProblem] = useState('');
  const begin = async () => {
    const outcome = await beginApp();
    setProblem(outcome.ok ? '' : sentence(outcome.refusal));
    if (outcome.ok) setApp(outcome.value);
  };
  const confirm = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const outcome = await confirmApp(String(new FormData(event.currentTarget).get('code')));
    if (!outcome.ok) return setProblem(sentence(outcome.refusal));
    queries.setQueryData(['session'], outcome.value);
    setApp(undefined);
    setProblem('');
    say(t('saved'));
    onChanged();
  };
  if (app === undefined)
    return (
      <>
        <button type="button" onClick={() => void begin()}>
          {t('my.addApp')}
        </button>
        <p className="problem" role="alert">
          {problem}
        </p>
      </>
    );
  return (
    <form className="act-form" onSubmit={(event) => void confirm(event)}>
      <p>{t('my.scan')}</p>
      <QrCode text={app.uri} label={t('my.qr')} />
      <p>
        {t('my.orType')} <code dir="ltr">{app.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <div className="field">
        <label htmlFor="first-code">{t('my.firstCode')}</label>
        <input id="first-code" name="code" autoComplete="one-time-code" inputMode="numeric" required dir="ltr" />
      </div>
      <p className="problem" role="alert">
        {problem}
      </p>
      <div className="buttons">
        <button type="submit" className="primary">
          {t('stepUp.confirm')}
        </button>
        <button type="button" onClick={() => setApp(undefined)}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
