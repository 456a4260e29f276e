import { type FormEvent, useState } from 'react';
import { changePassword } from '../account.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';

export function NewPassword() {
  const { t } = useWords();
  const { say } = useDesk();
  const sentence = useRefusal();
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    if (data.get('new-password') !== data.get('again')) return setProblem(t('my.notTheSame'));
    const outcome = await changePassword(String(data.get('new-password')));
    setProblem(outcome.ok ? '' : sentence(outcome.refusal));
    if (!outcome.ok) return;
    form.reset();
    say(t('my.passwordChanged'));
  };
  return (
    <Section id="password-part" title={t('my.password')} lead={t('my.passwordLead')}>
      <form className="act-form" onSubmit={(event) => void submit(event)}>
        <div className="field">
          <label htmlFor="new-password">{t('my.newPassword')}</label>
          <input id="new-password" name="new-password" type="password" autoComplete="new-password" minLength={12} required dir="ltr" />
        </div>
        <div className="field">
          <label htmlFor="again">{t('my.again')}</label>
          <input id="again" name="again" type="password" autoComplete="new-password" required dir="ltr" />
        </div>
        <p className="problem" role="alert">
          {problem}
        </p>
        <button type="submit" className="primary">
          {t('save')}
        </button>
      </form>
    </Section>
  );
}
