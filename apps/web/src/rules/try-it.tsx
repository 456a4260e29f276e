import { type Days, type Decision, decide, evaluateValue, explain, type Trace, type ValueAnswer } from '@sojourn/rules';
import { type FormEvent, useId, useState } from 'react';
import { useDesk } from '../desk.tsx';
import { Reveal, Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { exampleOf, fieldsOf } from './example-facts.ts';
import { ExampleField } from './example-field.tsx';
import { computedOf, expressionOf, type RulesList, ruleContextOn, type ShownRule } from './rules-list.ts';
import { ThreeDays, todayThrice } from './three-days.tsx';
import { WhatItGives, Why } from './why.tsx';

type Props = { readonly list: RulesList; readonly rule: ShownRule };
type Answered = { readonly decision: Decision } | { readonly gives: ValueAnswer; readonly trace: Trace };

/** An invented person, answered on this device. Nothing is answered before somebody asks for it. */
export function TryIt({ list, rule }: Props) {
  const { t } = useWords();
  const { facts: kinds } = useDesk();
  const id = useId();
  const [answered, setAnswered] = useState<Answered>();
  const [days, setDays] = useState<Days>(todayThrice);
  const { context, settling } = ruleContextOn(list, days.law);
  const body = rule.kind === 'answers' ? expressionOf(rule.rule) : computedOf(rule.rule);
  const fields = fieldsOf(body, context, settling);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const entered = Object.fromEntries([...data].map(([name, value]) => [name, String(value)]));
    const example = exampleOf(entered, kinds, context, settling, days);
    if (rule.kind === 'answers') return setAnswered({ decision: decide(expressionOf(rule.rule), example.facts, example.context) });
    const value = computedOf(rule.rule);
    return setAnswered({ gives: evaluateValue(value, example.facts, example.context), trace: explain(value, example.facts, example.context, true) });
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
        <Reveal label={t('days.title')}>
          <ThreeDays days={days} onChange={setDays} />
        </Reveal>
        <button type="submit" className="primary">
          {t('rules.answer')}
        </button>
      </form>
      <div aria-live="polite">
        {answered === undefined ? null : 'decision' in answered ? <Why decision={answered.decision} /> : <WhatItGives {...answered} />}
      </div>
    </Section>
  );
}
