import type { CaseId, PersonId } from '@sojourn/kernel';
import { instant } from '@sojourn/kernel';
import { type FormEvent, useId, useState } from 'react';
import { useDesk, useRefusal } from '../desk.tsx';
import { newId, nextOnDevice } from '../device.ts';
import { useWords } from '../words/index.tsx';
import { Field, type FieldShape, readFields } from './field.tsx';

type Props = {
  readonly act: string;
  readonly caseId: string;
  readonly personId: string;
  readonly basis: number;
  readonly fields: readonly FieldShape[];
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** From what the fields say to the act's input, where they differ. */
  readonly shape?: (input: Readonly<Record<string, unknown>>) => unknown;
  readonly button?: string;
  readonly onSaved: (caseId: string) => void;
};

/** A form that becomes one act: coded fields are its input, sealed ones travel apart. What was typed stays until it is saved. */
export function ActForm({ act, caseId, personId, basis, fields, fixed, shape, button, onSaved }: Props) {
  const { t } = useWords();
  const { outbox, say } = useDesk();
  const sentence = useRefusal();
  const [state, setState] = useState<'ready' | 'saving' | { readonly problem: string }>('ready');
  const problemId = useId();
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setState('saving');
    const { input, sealed } = readFields(fields, new FormData(form));
    const whole = { ...fixed, ...input };
    const request = {
      actId: newId<never>(),
      caseId: caseId as CaseId,
      ...nextOnDevice(),
      basis,
      recordedAt: instant(Date.now()),
      input: shape === undefined ? whole : shape(whole),
      ...(sealed.length === 0 ? {} : { sealed: sealed.map(({ field, text }) => ({ field, text, subjectId: personId as PersonId })) }),
    };
    const outcome = await outbox.add(act, request);
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
    onSaved(caseId);
  };
  return (
    <form className="act-form" onSubmit={(event) => void save(event)} aria-describedby={problemId}>
      {fields.map((field) => (
        <Field key={field.name} shape={field} />
      ))}
      <p id={problemId} className="problem" role="alert">
        {typeof state === 'object' ? state.problem : ''}
      </p>
      <button type="submit" className="primary" disabled={state === 'saving'}>
        {state === 'saving' ? t('saving') : (button ?? t('save'))}
      </button>
    </form>
  );
}
