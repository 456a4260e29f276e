import type { Refusal, Result } from '@sojourn/kernel';
import { type FormEvent, Fragment, type ReactNode, useId, useState } from 'react';
import { useDesk, useRefusal } from '../desk.tsx';
import { useWords } from '../words/index.tsx';
import { Field } from './field.tsx';
import type { FieldShape } from './field-shape.ts';

type Props = {
  readonly fields: readonly FieldShape[];
  /** Fields of its own kind, after the others; empty again once it was sent. */
  readonly more?: ReactNode;
  readonly button: string;
  /** Every field by name; `many` fields are read with `all`. */
  readonly send: (value: (name: string) => string, all: (name: string) => readonly string[]) => Promise<Result<unknown, Refusal>>;
  readonly onDone?: () => void;
};

/** A form about no one case: it is sent at once or not at all, and nothing of it stays on the device. */
export function AskForm({ fields, more, button, send, onDone }: Props) {
  const { t } = useWords();
  const { say } = useDesk();
  const sentence = useRefusal();
  const [state, setState] = useState<'ready' | 'sending' | { readonly problem: string }>('ready');
  const [round, setRound] = useState(0);
  const problemId = useId();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    setState('sending');
    const answer = await send(
      (name) => String(data.get(name) ?? '').trim(),
      (name) => data.getAll(name).map(String),
    ).catch(() => undefined);
    if (answer?.ok === true) {
      setState('ready');
      form.reset();
      setRound(round + 1);
      onDone?.();
      return;
    }
    const problem = answer === undefined ? t('away') : sentence(answer.refusal);
    setState({ problem });
    say(problem);
  };
  return (
    <form className="act-form" onSubmit={(event) => void submit(event)} aria-describedby={problemId}>
      {fields.map((field) => (
        <Field key={field.name} shape={field} />
      ))}
      <Fragment key={round}>{more}</Fragment>
      <p id={problemId} className="problem" role="alert">
        {typeof state === 'object' ? state.problem : ''}
      </p>
      <button type="submit" className="primary" disabled={state === 'sending'}>
        {state === 'sending' ? t('saving') : button}
      </button>
    </form>
  );
}
