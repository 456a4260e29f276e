import type { accountQueries } from '@sojourn/accounts/operations';
import type { Refusal, Result } from '@sojourn/kernel';
import type { QueryOutput, Role } from '@sojourn/operations';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../api.ts';
import { useDates, useDesk, useRefusal } from '../desk.tsx';
import { Reveal } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { type Office, OfficeField, RoleFields } from './invite-form.tsx';
import type { ShownSlip } from './slip.tsx';

type Person = QueryOutput<typeof accountQueries, 'people.list'>['people'][number];
type Props = {
  readonly person: Person;
  readonly offices: readonly Office[];
  readonly onChanged: (message: string) => void;
  readonly onSlip: (slip: ShownSlip) => void;
  readonly moment: (at: number) => string;
};
type Slip = Result<{ readonly waits: boolean; readonly code?: string | undefined; readonly expiresAt: number }, Refusal>;

export function OnePerson({ person, offices, onChanged, onSlip, moment }: Props) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const { session } = useDesk();
  const sentence = useRefusal();
  const [problem, setProblem] = useState('');
  const { userId, displayName, standing, leavesOn } = person;
  const settle = (outcome: Result<unknown, Refusal>, message: string) => {
    setProblem(outcome.ok ? '' : sentence(outcome.refusal));
    if (outcome.ok) onChanged(message);
  };
  const slipped = (outcome: Slip, kind: ShownSlip['kind']) => {
    setProblem(outcome.ok ? '' : sentence(outcome.refusal));
    if (!outcome.ok) return;
    if (outcome.value.code === undefined) onChanged(t(outcome.value.waits ? 'people.waitsNow' : 'saved'));
    else onSlip({ kind, name: displayName, code: outcome.value.code, expiresAt: outcome.value.expiresAt });
  };
  const submit = (work: (data: FormData) => Promise<void>) => (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void work(new FormData(event.currentTarget));
  };
  return (
    <li>
      <strong>{displayName}</strong> <bdi className="quiet">{person.username}</bdi>{' '}
      <span className="quiet">
        {offices.find((office) => office.officeId === person.officeId)?.name} · {person.roles.map((role) => code('role', role)).join(', ')}
      </span>{' '}
      <span className={`mark ${standing === 'active' ? '' : 'attention'}`}>{code('standing', standing)}</span>
      {person.hasSecondFactor ? null : <span className="mark">{t('people.noSecondFactor')}</span>}
      {leavesOn === null ? null : <span className="mark">{t('people.leavesOn', { day: day(leavesOn) })}</span>}
      {userId === session.user.userId ? null : (
        <Reveal label={t('people.change', { name: displayName })}>
          <div className="buttons">
            {standing === 'locked' || standing === 'left' ? (
              <button type="button" onClick={() => void client.query('people.unlock', { userId }).then((outcome) => settle(outcome, t('people.unlocked')))}>
                {t('people.unlock')}
              </button>
            ) : (
              <button type="button" onClick={() => void client.query('people.lock', { userId }).then((outcome) => settle(outcome, t('people.locked')))}>
                {t('people.lock')}
              </button>
            )}
            {standing === 'identity-lapsed' ? (
              <button type="button" onClick={() => void client.query('people.restore-identity', { userId }).then((outcome) => settle(outcome, t('saved')))}>
                {t('people.restore')}
              </button>
            ) : null}
            {standing === 'invited' ? (
              <button type="button" onClick={() => void client.query('people.invite-again', { userId }).then((outcome) => slipped(outcome, 'invitation'))}>
                {t('people.inviteAgain')}
              </button>
            ) : (
              <button type="button" onClick={() => void client.query('people.request-reset', { userId }).then((outcome) => slipped(outcome, 'reset-half'))}>
                {t('people.reset')}
              </button>
            )}
          </div>
          <p className="quiet">{t('people.lockNote')}</p>
          <p className="problem" role="alert">
            {problem}
          </p>
          <form
            className="act-form"
            onSubmit={submit(async (data) =>
              slipped(
                await client.query('people.change-roles', {
                  userId,
                  officeId: String(data.get('officeId')),
                  roles: data.getAll('roles').map(String) as Role[],
                }),
                'invitation',
              ),
            )}
          >
            <OfficeField id={`office-${userId}`} offices={offices} chosen={person.officeId} />
            <RoleFields chosen={person.roles} />
            <button type="submit">{t('people.saveRoles')}</button>
          </form>
          <form
            className="act-form"
            onSubmit={submit(async (data) => {
              const leaves = String(data.get('leavesOn'));
              settle(await client.query('people.set-leaving', { userId, ...(leaves === '' ? {} : { leavesOn: leaves }) }), t('saved'));
            })}
          >
            <div className="field">
              <label htmlFor={`leaves-${userId}`}>{t('people.lastDay')}</label>
              <input id={`leaves-${userId}`} name="leavesOn" type="date" defaultValue={leavesOn ?? ''} />
            </div>
            <button type="submit">{t('save')}</button>
          </form>
          <form
            className="act-form"
            onSubmit={submit(async (data) => {
              const subject = String(data.get('subject')).trim();
              settle(await client.query('people.link-sign-on', { userId, ...(subject === '' ? {} : { subject }) }), t('saved'));
            })}
          >
            <div className="field">
              <label htmlFor={`subject-${userId}`}>{t('people.subject')}</label>
              <input id={`subject-${userId}`} name="subject" autoComplete="off" dir="ltr" />
            </div>
            <button type="submit">{t('people.link')}</button>
          </form>
          <History userId={userId} moment={moment} />
        </Reveal>
      )}
    </li>
  );
}

function History({ userId, moment }: { readonly userId: string; readonly moment: (at: number) => string }) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const history = useQuery({ queryKey: ['people', userId], queryFn: () => client.query('people.history', { userId }) });
  const changes = history.data?.ok === true ? history.data.value.changes : [];
  return (
    <>
      <h3>{t('people.history')}</h3>
      {changes.length === 0 ? <p className="quiet">{t('people.noHistory')}</p> : null}
      <ul>
        {changes.map((one) => (
          <li key={`${one.at} ${one.kind}`}>
            {code('accountChange', one.kind)}
            {one.roles.length === 0 ? '' : `: ${one.roles.map((role) => code('role', role)).join(', ')}`}
            {one.on === null ? '' : ` ${day(one.on)}`}{' '}
            <span className="quiet">
              {one.by} · {moment(one.at)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
