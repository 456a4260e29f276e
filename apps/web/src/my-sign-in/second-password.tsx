import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { readColleagues, setSecondPassword } from '../account.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { Reveal, Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';

/** For the day someone stands beside you and makes you sign in. Whether one is set is shown nowhere. */
export function SecondPassword() {
  const { t } = useWords();
  const { say } = useDesk();
  const sentence = useRefusal();
  const [problem, setProblem] = useState('');
  const list = useQuery({ queryKey: ['colleagues'], queryFn: readColleagues });
  const colleagues = list.data?.ok === true ? list.data.value.colleagues : [];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    if (data.get('second-password') !== data.get('second-again')) return setProblem(t('my.notTheSame'));
    const outcome = await setSecondPassword(String(data.get('second-password')), data.getAll('contacts').map(String));
    setProblem(outcome.ok ? '' : sentence(outcome.refusal));
    if (!outcome.ok) return;
    form.reset();
    say(t('saved'));
  };
  return (
    <Section id="second-password-part" title={t('duress.title')} lead={t('duress.lead')}>
      <Reveal label={t('duress.set')}>
        <form className="act-form" onSubmit={(event) => void submit(event)}>
          <p>{t('duress.how')}</p>
          <div className="field">
            <label htmlFor="second-password">{t('duress.password')}</label>
            <input id="second-password" name="second-password" type="password" autoComplete="off" minLength={12} required dir="ltr" />
          </div>
          <div className="field">
            <label htmlFor="second-again">{t('my.again')}</label>
            <input id="second-again" name="second-again" type="password" autoComplete="off" required dir="ltr" />
          </div>
          <fieldset className="field">
            <legend>{t('duress.contacts')}</legend>
            <div className="options">
              {colleagues.map(({ userId, displayName }) => (
                <label key={userId} className="option">
                  <input type="checkbox" name="contacts" value={userId} />
                  <span>{displayName}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <p className="problem" role="alert">
            {problem}
          </p>
          <button type="submit" className="primary">
            {t('save')}
          </button>
        </form>
      </Reveal>
    </Section>
  );
}
