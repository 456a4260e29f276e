import type { Reason } from '@sojourn/kernel';
import type { Decision, Trace, ValueAnswer } from '@sojourn/rules';
import { useDesk, useFactValue } from '../desk.tsx';
import { Reveal, VerdictMark } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { useComputed } from './computed.ts';

/** An answer with everything it rests on. */
export function Why({ decision }: { readonly decision: Decision }) {
  const { t } = useWords();
  const { texts, facts } = useDesk();
  const value = useFactValue();
  const name = (fact: string) => texts.facts[fact]?.name ?? fact;
  const catalogue = Object.entries(facts).map(([fact, { sensitivity, askable }]) => ({ fact, sensitivity, askable }));
  const [missing, next, always] = [decision.missing(), decision.nextQuestion(catalogue), decision.inEveryCase()];
  const { facts: enough } = decision.certificate();
  const would = decision.wouldHoldIf((fact) => facts[fact]?.askable === true && facts[fact]?.derived !== true).slice(0, 6);
  const citations = decision.citations();
  const known = decision.is !== 'unknown';
  return (
    <div className="rule-why">
      <p>
        <strong>{t('rules.the-answer')}:</strong> <VerdictMark is={decision.is} label={t(`rules.is.${decision.is}`)} />
      </p>
      {known ? <p className="quiet">{decision.firm() ? t('rules.firm') : t('rules.forNow')}</p> : null}
      {!known && always !== undefined ? <p>{t('rules.every', { answer: t(`rules.is.${always}`) })}</p> : null}
      <Reasons because={decision.because()} />
      {known && enough.length > 0 ? <Named title={t('rules.enough')} items={enough.map((one) => `${name(one.fact)}: ${value(one.fact, one.value)}`)} /> : null}
      {missing.length === 0 ? null : <Named title={t('rules.missing')} items={missing.map(name)} />}
      {next === undefined ? null : <Named title={t('rules.next')} items={[texts.facts[next]?.question ?? name(next)]} />}
      {would.length === 0 ? null : (
        <Named title={t('rules.would')} items={would.map((changes) => changes.map((one) => `${name(one.fact)}: ${value(one.fact, one.value)}`).join(' + '))} />
      )}
      {citations.length === 0 ? null : <p className="quiet">{t('rules.restsOn', { citation: citations.join('; ') })}</p>}
      <Reveal label={t('rules.each')}>
        <ul className="rule-lines">
          <TraceLine trace={decision.trace()} />
        </ul>
      </Reveal>
      <p className="quiet">
        <bdi>{t('rules.bundle', { hash: (decision.bundleHash ?? '').slice(0, 12) })}</bdi>
      </p>
    </div>
  );
}

/** What a rule that computes gives: a value, the two ends it lies between, or what it still needs. */
export function WhatItGives({ gives, trace }: { readonly gives: ValueAnswer; readonly trace: Trace }) {
  const { t } = useWords();
  const { texts } = useDesk();
  const shown = useComputed();
  const words =
    gives.is === 'value'
      ? shown(gives.value)
      : gives.is === 'between'
        ? t('rules.between', { least: shown(gives.least), most: shown(gives.most) })
        : t(`rules.is.${gives.is}`);
  return (
    <div className="rule-why">
      <p>
        <strong>{t('rules.itGives')}:</strong> <bdi>{words}</bdi>
      </p>
      {'ask' in gives && gives.ask.length > 0 ? <Named title={t('rules.missing')} items={gives.ask.map((fact) => texts.facts[fact]?.name ?? fact)} /> : null}
      <Reveal label={t('rules.each')}>
        <ul className="rule-lines">
          <TraceLine trace={trace} />
        </ul>
      </Reveal>
    </div>
  );
}

function Named({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>
            <bdi>{item}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

function Reasons({ because }: { readonly because: readonly Reason[] }) {
  const { t } = useWords();
  const { texts } = useDesk();
  const value = useFactValue();
  const code = useCode();
  const words = because.map(({ fact, value: held, why, citation }) =>
    [
      fact === undefined ? '' : (texts.facts[fact]?.name ?? fact),
      held === undefined || fact === undefined ? '' : value(fact, held),
      why === undefined ? '' : code('rules.why', why),
      citation ?? '',
    ]
      .filter((one) => one !== '')
      .join(' · '),
  );
  return words.length === 0 ? null : <Named title={t('rules.because')} items={[...new Set(words)]} />;
}

function TraceLine({ trace }: { readonly trace: Trace }) {
  const { t } = useWords();
  const { texts } = useDesk();
  const value = useFactValue();
  const { fact } = trace;
  const what = fact === undefined ? trace.part : (texts.facts[fact]?.name ?? fact);
  return (
    <li>
      <VerdictMark is={trace.is} label={t(`rules.is.${trace.is}`)} /> <bdi>{what}</bdi>
      {trace.value === undefined ? null : <span className="quiet"> · {value(fact ?? '', trace.value)}</span>}
      {trace.of.length === 0 ? null : (
        <ul>
          {trace.of.map((one, index) => (
            <TraceLine key={index} trace={one} />
          ))}
        </ul>
      )}
    </li>
  );
}
