import { caseworkActs } from '@sojourn/casework/operations';
import { type ActId, type ApproximateDate, type CaseId, instant, type PersonId } from '@sojourn/kernel';
import { type ActRequest, subjectOf } from '@sojourn/operations';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useDesk, useRefusal } from '../desk.tsx';
import { newId } from '../device.ts';
import { useWords } from '../words/index.tsx';
import { Field, readFields } from './field.tsx';
import type { FieldShape } from './field-shape.ts';

type Props = {
  readonly act: string;
  readonly caseId: string;
  readonly personId: string;
  readonly basis: number;
  readonly fields: readonly FieldShape[];
  /** Further cases that the act touches. */
  readonly also?: readonly { readonly caseId: string; readonly basis: number }[];
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** From what the fields say to the act's input, where they differ. */
  readonly shape?: (input: Readonly<Record<string, unknown>>) => unknown;
  readonly button?: string;
  /** Asked and answered now: no other day is offered. */
  readonly now?: boolean;
  readonly onSaved: (caseId: string) => void;
};

/** A form that becomes one act: coded fields are its input, sealed ones travel apart. What was typed stays until it is saved. */
export function ActForm({ act, caseId, personId, basis, fields, also, fixed, shape, button, now = false, onSaved }: Props) {
  const { t } = useWords();
  const { outbox, say } = useDesk();
  const sentence = useRefusal();
  const [state, setState] = useState<'ready' | 'saving' | { readonly problem: string }>('ready');
  // Fields that hold a state of their own are made anew after each saving.
  const [round, setRound] = useState(0);
  const problemId = useId();
  // What was sent when the server could not be reached: sent again it is the same act, so it cannot happen twice.
  const unsure = useRef<ActRequest>(undefined);
  const { offline, opensCase } = caseworkActs[act as keyof typeof caseworkActs];
  const mayBeLate = offline === 'record' && !opensCase && !now && fields.length > 0;
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const happened = String(data.get('happenedOn') ?? '');
    if ([...fields.map(({ name }) => name), 'happenedOn'].some((name) => data.get(`${name}.unclear`) === 'yes')) {
      setState({ problem: t('date.needed') });
      return;
    }
    setState('saving');
    const { input, sealed } = readFields(fields, data);
    const whole = { ...fixed, ...input };
    const shaped = shape === undefined ? whole : shape(whole);
    const about = (field: string) => subjectOf(caseworkActs[act as keyof typeof caseworkActs], field, shaped, personId as PersonId) ?? (personId as PersonId);
    const request = {
      actId: newId<ActId>(),
      caseId: caseId as CaseId,
      basis,
      recordedAt: instant(Date.now()),
      ...(happened === '' ? {} : { occurredOn: happened as ApproximateDate }),
      ...(also === undefined ? {} : { also: also.map((one) => ({ caseId: one.caseId as CaseId, basis: one.basis })) }),
      input: shaped,
      ...(sealed.length === 0 ? {} : { sealed: sealed.map(({ field, text }) => ({ field, text, subjectId: about(field) })) }),
    };
    const online = offline === 'never' ? { ...(unsure.current ?? (await outbox.count(act, request))), input: request.input, ...sealedIn(request) } : undefined;
    const outcome = online === undefined ? await outbox.add(act, request) : await outbox.sendNow(act, online);
    unsure.current = outcome.ok === 'away' ? online : undefined;
    if (outcome.ok === 'away') {
      setState({ problem: t('act.unsure') });
      say(t('act.unsure'));
      return;
    }
    if (outcome.ok === false) {
      const problem = sentence(outcome.refusal);
      setState({ problem });
      say(problem);
      await outbox.dismiss(request.actId);
      return;
    }
    say(t(outcome.ok === 'waiting' ? 'waiting' : 'saved'));
    setState('ready');
    form.reset();
    setRound(round + 1);
    onSaved(caseId);
  };
  return (
    <form className="act-form" onSubmit={(event) => void save(event)} aria-describedby={problemId}>
      {fields.map((field) => (
        <Field key={`${field.name} ${round}`} shape={field} />
      ))}
      {mayBeLate ? (
        <details className="late">
          <summary>{t('act.otherDay')}</summary>
          <Field key={round} shape={{ name: 'happenedOn', label: t('act.happenedOn'), kind: 'date', exact: true }} />
        </details>
      ) : null}
      <p id={problemId} className="problem" role="alert">
        {typeof state === 'object' ? state.problem : ''}
      </p>
      <button type="submit" className="primary" disabled={state === 'saving'}>
        {state === 'saving' ? t('saving') : (button ?? t('save'))}
      </button>
    </form>
  );
}

const sealedIn = ({ sealed }: { readonly sealed?: ActRequest['sealed'] }) => (sealed === undefined ? {} : { sealed });
