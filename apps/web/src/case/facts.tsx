import { sourceCodes } from '@sojourn/journal';
import { useState } from 'react';
import { useDesk, useFactValue } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { useFactField } from '../ui/fact-field.ts';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';
import { SaidDates } from './said-dates.tsx';

export function Facts({ record, reload }: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const { texts, facts } = useDesk();
  const show = useFactValue();
  const fieldFor = useFactField();
  const { case: kase, may } = record;
  const [fact, setFact] = useState('person.birth-date');
  const everywhere = [...record.history, ...record.joined.flatMap((one) => one.history)];
  const writtenBy = (entryId: string) => everywhere.find((line) => line.entryId === entryId)?.author ?? '';
  const codeOf = (caseId?: string) => record.joined.find((one) => one.caseId === caseId)?.caseCode;
  return (
    <Section id="facts" title={t('facts.title')}>
      {kase.facts.length === 0 ? <p className="quiet">{t('facts.empty')}</p> : null}
      <dl className="facts">
        {kase.facts.map((held) => (
          <div key={held.fact} className={held.is === 'disagree' ? 'disagree' : ''}>
            <dt>{texts.facts[held.fact]?.name ?? held.fact}</dt>
            <dd>
              {held.is === 'value' ? show(held.fact, held.value) : held.is === 'disagree' ? null : code('answer', held.is)}
              {held.is === 'disagree' ? (
                <>
                  <p className="quiet">{t(held.why === 'made-apart' ? 'facts.madeApart' : 'facts.sourcesDisagree')}</p>
                  <ul>
                    {held.from.map((one) => (
                      <li key={one.entryId}>
                        {code('statement', one.source)}: {show(held.fact, one.value)}
                        <span className="quiet"> · {writtenBy(one.entryId)}</span>
                        {codeOf(one.journal) === undefined ? null : <span className="mark">{t('record.in', { code: codeOf(one.journal) ?? '' })}</span>}
                      </li>
                    ))}
                  </ul>
                  {may.includes('disagreement.settle') ? <Settle held={held} record={record} reload={reload} /> : null}
                </>
              ) : (
                <span className="quiet"> · {[...new Set(held.from.map((one) => code('statement', one.source)))].join(', ')}</span>
              )}
              {facts[held.fact]?.kind === 'approximate-date' && may.includes('facts.assert') ? <SaidDates record={record} from={held.from} /> : null}
            </dd>
          </div>
        ))}
      </dl>
      {may.includes('facts.assert') ? (
        <Reveal label={t('facts.add')}>
          <div className="field">
            <label htmlFor="which-fact">{t('facts.fact')}</label>
            <select id="which-fact" value={fact} onChange={(event) => setFact(event.target.value)}>
              {Object.entries(facts)
                .filter(([, kind]) => kind.askable)
                .map(([id]) => (
                  <option key={id} value={id}>
                    {texts.facts[id]?.name ?? id}
                  </option>
                ))}
            </select>
          </div>
          <ActForm
            key={fact}
            act="facts.assert"
            caseId={kase.caseId}
            personId={kase.personId}
            basis={kase.sequence}
            fields={[
              {
                name: 'source',
                label: t('facts.source'),
                kind: 'choice',
                options: sourceCodes.filter((s) => s !== 'system').map((value) => ({ value, label: code('statement', value) })),
                value: 'person',
              },
              fieldFor.field(fact),
            ]}
            shape={({ value, source }) => ({ facts: [{ subjectId: kase.personId, fact, source, answer: { is: 'value', value: fieldFor.read(fact, value) } }] })}
            onSaved={reload}
          />
        </Reveal>
      ) : null}
    </Section>
  );
}

/** Both sides stay in the journal; a named person says, with a reason, which counts from now on. */
function Settle({ held, record, reload }: CasePart & { readonly held: CasePart['record']['case']['facts'][number] }) {
  const { t } = useWords();
  const show = useFactValue();
  const { case: kase } = record;
  const values = [...new Map(held.from.map((one) => [JSON.stringify(one.value), one.value])).entries()];
  return (
    <Reveal label={t('facts.settle')}>
      <ActForm
        act="disagreement.settle"
        caseId={kase.caseId}
        personId={kase.personId}
        basis={kase.sequence}
        fields={[
          {
            name: 'value',
            label: t('facts.settle.which'),
            kind: 'buttons',
            options: [...values.map(([value, shown]) => ({ value, label: show(held.fact, shown) })), { value: '', label: t('facts.settle.neither') }],
            value: '',
          },
          { name: 'reason', label: t('facts.settle.why'), kind: 'long', sealed: true, required: true },
        ]}
        shape={({ value }) => ({
          subjectId: kase.personId,
          fact: held.fact,
          answer: typeof value === 'string' && value !== '' ? { is: 'value', value: JSON.parse(value) as unknown } : { is: 'not-known' },
          weighed: held.from.map((one) => one.entryId),
        })}
        onSaved={reload}
      />
    </Reveal>
  );
}
