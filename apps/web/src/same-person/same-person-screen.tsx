import { joinGrounds } from '@sojourn/casework';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { client } from '../api.ts';
import { useCase } from '../case/use-case.ts';
import { useRefusal } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { Field } from '../ui/field.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { Compared } from './compared.tsx';
import type { Comparison } from './comparison.ts';

/** From one case: name another, look at both, and say with a reason that they are of one person. */
export function SamePersonScreen() {
  const { caseId } = useParams({ from: '/case/$caseId/same-person' });
  const { with: proposed } = useSearch({ from: '/case/$caseId/same-person' });
  const { t } = useWords();
  const sentence = useRefusal();
  const { whole } = useCase(caseId);
  const [compared, setCompared] = useState<Comparison>();
  const [problem, setProblem] = useState('');
  const may = whole?.ok === true ? whole.value.may : [];
  const compare = async (otherCode: string) => {
    setCompared(undefined);
    const answer = await client.query('records.compare', { caseId, otherCode }).catch(() => undefined);
    if (answer === undefined) setProblem(t('away'));
    else if (!answer.ok) setProblem(sentence(answer.refusal));
    else {
      setProblem('');
      setCompared(answer.value);
    }
  };
  // Come here from a proposal: that one is looked at, once.
  const shown = useRef('');
  useEffect(() => {
    if (proposed === undefined || shown.current === proposed || whole?.ok !== true) return;
    shown.current = proposed;
    void compare(proposed);
  });
  if (whole === undefined) return <p role="status">{t('loading')}</p>;
  if (!whole.ok) return <p className="card">{t('notFound')}</p>;
  return (
    <>
      <h1>{t('join.title')}</h1>
      <p>
        <Link to="/case/$caseId" params={{ caseId }}>
          {t('case.title', { code: whole.value.case.caseCode })}
        </Link>
      </p>
      <WhichOther caseId={caseId} problem={problem} onChosen={(code) => void compare(code)} />
      {compared === undefined ? null : (
        <>
          <Compared compared={compared} />
          {may.includes('records.join') ? <Join compared={compared} /> : null}
        </>
      )}
    </>
  );
}

function WhichOther({ caseId, problem, onChosen }: { readonly caseId: string; readonly problem: string; readonly onChosen: (code: string) => void }) {
  const { t } = useWords();
  const list = useQuery({ queryKey: ['cases'], queryFn: () => client.query('cases.list', {}) });
  const own = list.data?.ok === true ? list.data.value.cases.filter((row) => row.caseId !== caseId) : [];
  const choose = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = String(form.get('otherCode') ?? '')
      .replace(/[^A-Za-z0-9]/g, '')
      .toUpperCase();
    const code = typed === '' ? String(form.get('picked') ?? '') : `${typed.slice(0, 4)}-${typed.slice(4)}`;
    if (code !== '') onChosen(code);
  };
  return (
    <Section id="which" title={t('join.side')} lead={t('join.lead')}>
      <form className="act-form" onSubmit={choose}>
        <Field shape={{ name: 'otherCode', label: t('join.code'), kind: 'text', hint: t('join.codeHint') }} />
        <Field
          shape={{
            name: 'picked',
            label: t('join.pick'),
            kind: 'choice',
            options: [{ value: '', label: t('join.noPick') }, ...own.map((row) => ({ value: row.caseCode, label: row.caseCode }))],
          }}
        />
        <p className="problem" role="alert">
          {problem}
        </p>
        <button type="submit" className="primary">
          {t('join.compare')}
        </button>
      </form>
    </Section>
  );
}

function Join({ compared: { here, there, against } }: { readonly compared: Comparison }) {
  const { t } = useWords();
  const code = useCode();
  const sentence = useRefusal();
  const navigate = useNavigate();
  const sides = [
    { value: 'this', code: here.caseCode, why: against.this, label: t('join.here', { code: here.caseCode }) },
    { value: 'other', code: there.caseCode, why: against.other, label: t('join.there', { code: there.caseCode }) },
  ];
  const open = sides.filter((side) => side.why === undefined);
  const reasons = [...new Set(sides.flatMap((side) => (side.why === undefined ? [] : [sentence({ kind: side.why })])))];
  return (
    <Section id="join" title={t('join.do')}>
      {reasons.map((why) => (
        <p key={why} className="notice">
          {open.length === 0 ? `${t('join.cannot')} ` : ''}
          {why}
        </p>
      ))}
      {open.length === 0 ? null : (
        <>
          <h3>{t('join.what')}</h3>
          <ul>
            {(['moved', 'facts', 'consent', 'work', 'money', 'erase'] as const).map((what) => (
              <li key={what}>{t(`join.what.${what}`)}</li>
            ))}
          </ul>
          <ActForm
            act="records.join"
            caseId={here.caseId}
            personId={here.personId}
            basis={here.sequence}
            also={[{ caseId: there.caseId, basis: there.sequence }]}
            fields={[
              { name: 'kept', label: t('join.kept'), kind: 'buttons', options: open, value: open[0]?.value ?? 'this' },
              { name: 'ground', label: t('join.ground'), kind: 'choice', options: joinGrounds.map((value) => ({ value, label: code('joinGround', value) })) },
              { name: 'reason', label: t('join.reason'), kind: 'long', sealed: true, required: true },
            ]}
            button={t('join.do')}
            onSaved={(caseId) => void navigate({ to: '/case/$caseId', params: { caseId } })}
          />
        </>
      )}
    </Section>
  );
}
