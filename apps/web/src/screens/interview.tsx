import { Link, useParams } from '@tanstack/react-router';
import { useRef } from 'react';
import { useCase } from '../case/use-case.ts';
import { useDesk } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { useFactField } from '../ui/fact-field.ts';
import { useWords } from '../words/index.tsx';

const safetyFirst = ['safety.danger-tonight', 'safety.medical-emergency', 'safety.alone', 'safety.suicide-risk', 'person.birth-date'] as const;
// What a caseworker concludes or records elsewhere is not a question to the person.
const notAsked = ['trafficking.conclusion', 'alternatives.tried', 'consent.assistance'];
const thenAsk = [
  'person.citizenship',
  'trafficking.border-crossed',
  'trafficking.exploitation-country',
  'person.detained',
  'person.migrant-worker',
  'person.seeks-asylum',
  'fund.double-funded',
] as const;

/** One question at a time: safety first, then what would change an answer. No verdict is shown beside the person. */
export function Interview() {
  const { caseId } = useParams({ from: '/case/$caseId/interview' });
  const { t } = useWords();
  const { texts } = useDesk();
  const { whole, reload } = useCase(caseId);
  const fieldFor = useFactField();
  const shown = useRef<string>(undefined);
  if (whole === undefined) return <p role="status">{t('loading')}</p>;
  if (!whole.ok) return <p className="card">{t('notFound')}</p>;
  const { case: kase, eligibility, history, away } = whole.value;
  const answered = new Set(kase.facts.filter((f) => f.is !== 'not-asked').map((f) => f.fact));
  const skipped = new Set(kase.facts.map((f) => f.fact));
  const next = eligibility?.next?.fact;
  const order = [...safetyFirst, ...(next === undefined || notAsked.includes(next) ? [] : [next]), ...thenAsk];
  const isOpen = (one: string) => !answered.has(one) && !skipped.has(one);
  // A question never changes under someone's hands; and the next one waits until the server has said what would change the answer.
  const onItsWay = !away && history.some((line) => line.waiting === true);
  if (shown.current === undefined || !isOpen(shown.current)) {
    if (onItsWay) return <p role="status">{t('saving')}</p>;
    shown.current = order.find(isOpen);
  }
  const fact = shown.current;
  const stop = (
    <Link to="/case/$caseId" params={{ caseId }} className="button">
      {t('interview.stop')}
    </Link>
  );
  if (fact === undefined)
    return (
      <>
        <h1>{t('interview.title')}</h1>
        <p className="card">{t('interview.done')}</p>
        {stop}
      </>
    );
  const words = texts.facts[fact];
  const shape = (answer: unknown) => ({ facts: [{ subjectId: kase.personId, fact, source: 'person', answer }] });
  const skip = (is: 'not-asked' | 'declined' | 'not-known', label: string) => (
    <ActForm
      key={is}
      act="facts.assert"
      caseId={caseId}
      personId={kase.personId}
      basis={kase.sequence}
      fields={[]}
      shape={() => shape({ is })}
      button={label}
      onSaved={() => void reload()}
    />
  );
  return (
    <>
      <h1>{t('interview.title')}</h1>
      <p className="lead">{t('interview.lead')}</p>
      <div className="card question" key={fact}>
        <h2>{words?.question === '' ? words.name : words?.question}</h2>
        <p className="quiet">
          {t('interview.why')}: {words?.why}
        </p>
        <ActForm
          act="facts.assert"
          caseId={caseId}
          personId={kase.personId}
          basis={kase.sequence}
          fields={[fieldFor.field(fact)]}
          now
          shape={({ value }) => shape({ is: 'value', value: fieldFor.read(fact, value) })}
          onSaved={() => void reload()}
        />
        <div className="skips">
          {skip('not-asked', t('interview.skip'))}
          {skip('declined', t('answer.declined'))}
          {skip('not-known', t('answer.not-known'))}
        </div>
      </div>
      {stop}
    </>
  );
}
