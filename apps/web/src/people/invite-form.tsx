import { type Role, roles } from '@sojourn/operations';
import { type FormEvent, useState } from 'react';
import { client } from '../api.ts';
import { useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { ShownSlip } from './slip.tsx';

export type Office = { readonly officeId: string; readonly name: string };
type Props = { readonly offices: readonly Office[]; readonly onChanged: (message: string) => void; readonly onSlip: (slip: ShownSlip) => void };

export function InviteForm({ offices, onChanged, onSlip }: Props) {
  const { t } = useWords();
  const sentence = useRefusal();
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const displayName = String(data.get('displayName')).trim();
    const outcome = await client.query('people.invite', {
      username: String(data.get('username')).trim().toLowerCase(),
      displayName,
      officeId: String(data.get('officeId')),
      roles: data.getAll('roles').map(String) as Role[],
    });
    setProblem(outcome.ok ? '' : sentence(outcome.refusal));
    if (!outcome.ok) return;
    form.reset();
    const { code, expiresAt } = outcome.value;
    if (code === undefined) onChanged(t('people.waitsNow'));
    else onSlip({ kind: 'invitation', name: displayName, code, expiresAt });
  };
  return (
    <Section id="invite" title={t('people.invite')} lead={t('people.inviteLead')}>
      <form className="act-form" onSubmit={(event) => void submit(event)}>
        <div className="field">
          <label htmlFor="displayName">{t('people.name')}</label>
          <input id="displayName" name="displayName" maxLength={80} autoComplete="off" required dir="auto" />
        </div>
        <div className="field">
          <label htmlFor="invite-username">{t('signIn.username')}</label>
          <input id="invite-username" name="username" pattern="[A-Za-z0-9][A-Za-z0-9._\-]{1,39}" autoComplete="off" autoCapitalize="none" required dir="ltr" />
        </div>
        <OfficeField id="invite-office" offices={offices} chosen={offices[0]?.officeId ?? ''} />
        <RoleFields chosen={['caseworker']} />
        <p className="problem" role="alert">
          {problem}
        </p>
        <button type="submit" className="primary">
          {t('people.inviteButton')}
        </button>
      </form>
    </Section>
  );
}

export function OfficeField({ id, offices, chosen }: { readonly id: string; readonly offices: readonly Office[]; readonly chosen: string }) {
  const { t } = useWords();
  return (
    <div className="field">
      <label htmlFor={id}>{t('people.office')}</label>
      <select id={id} name="officeId" defaultValue={chosen}>
        {offices.map(({ officeId, name }) => (
          <option key={officeId} value={officeId}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

export function RoleFields({ chosen }: { readonly chosen: readonly Role[] }) {
  const { t } = useWords();
  const code = useCode();
  return (
    <fieldset className="field">
      <legend>{t('people.roles')}</legend>
      <div className="options">
        {roles.map((role) => (
          <label key={role} className="option">
            <input type="checkbox" name="roles" value={role} defaultChecked={chosen.includes(role)} />
            <span>{code('role', role)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
