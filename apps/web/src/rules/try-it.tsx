import { isPlainDate, type PlainDate } from '@sojourn/kernel';
import { type Context, type Decision, decide, type Expression, type Settling } from '@sojourn/rules';
import { type FormEvent, useId, useState } from 'react';
import { useDesk } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { exampleOf, fieldsOf } from './example-facts.ts';
import { ExampleField } from './example-field.tsx';
import { Why } from './why.tsx';

type Props = { readonly rule: Expression; readonly context: Context; readonly settling: Settling };

/** An invented person, answered on this device. Nothing is answered before somebody asks for it. */
export function TryIt({ rule, context, settling }: Props) {
  const { t } = useWords();
  const { facts: kinds } = useDesk();
  const id = useId();
  const [decision, setDecision] = useState<Decision>();
  const fields = fieldsOf(rule, context, settling);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const entered = Object.fromEntries([...data].map(([name, value]) => [name, String(value)]));
    const day = entered['on'] !== undefined && isPlainDate(entered['on']) ? entered['on'] : today();
    const example = exampleOf(entered, kinds, context, settling, day);
    setDecision(decide(rule, example.facts, example.context));
  };
  return (
    <Section id="try" title={t('rules.try')} lead={t('rules.tryLead')}>
      <form className="act-form rule-example" onSubmit={submit}>
        {fields.facts.map((fact) => (
          <ExampleField key={fact} fact={fact} />
        ))}
        {fields.lists.map((name) => (
          <div className="field" key={name}>
            <label htmlFor={`${id}${name}`}>
              <bdi dir="ltr">{name}</bdi>
            </label>
            <textarea id={`${id}${name}`} name={`list ${name}`} rows={2} dir="ltr" aria-describedby={`${id}${name}-hint`} />
            <p className="hint" id={`${id}${name}-hint`}>
              {t('rules.listHint')}
            </p>
          </div>
        ))}
        <div className="field">
          <label htmlFor={`${id}on`}>{t('rules.day')}</label>
          <input id={`${id}on`} name="on" type="date" defaultValue={today()} required />
        </div>
        <button type="submit" className="primary">
          {t('rules.answer')}
        </button>
      </form>
      <div aria-live="polite">{decision === undefined ? null : <Why decision={decision} />}</div>
    </Section>
  );
}

const today = (): PlainDate => new Date().toISOString().slice(0, 10) as PlainDate;
