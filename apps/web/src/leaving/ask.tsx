import { type ExportFormat, exportFormats } from '@sojourn/casework';
import type { caseworkQueries } from '@sojourn/casework/operations';
import type { Refusal } from '@sojourn/kernel';
import type { QueryOutput } from '@sojourn/operations';
import { type FormEvent, useId, useState } from 'react';
import { client } from '../api.ts';
import { useDirectory } from '../case/consent/options.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { ChosenField } from '../ui/chosen-field.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';

type Leaves = QueryOutput<typeof caseworkQueries, 'export.preview'>;
type Wanted = { readonly recipientId: string; readonly facts: readonly string[]; readonly format: ExportFormat };

/** First what would leave is looked at; then it is asked for, exactly as it was looked at. */
export function AskToExport({ onAsked }: { readonly onAsked: () => void }) {
  const { t } = useWords();
  const sentence = useRefusal();
  const { texts, facts } = useDesk();
  const ids = { to: useId(), format: useId() };
  const recipients = useDirectory().filter((one) => one.reach === 'by-consent');
  const [looked, setLooked] = useState<{ readonly wanted: Wanted; readonly leaves: Leaves }>();
  const [message, setMessage] = useState('');
  const [round, setRound] = useState(0);
  const refusedBy = (refusal: Refusal) => setMessage(sentence(refusal));
  const look = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const chosen = given.getAll('facts').map(String);
    setLooked(undefined);
    if (chosen.length === 0) return setMessage(t('exports.chooseFacts'));
    const wanted: Wanted = { recipientId: String(given.get('to')), facts: chosen, format: exportFormats.find((one) => one === given.get('format')) ?? 'csv' };
    const outcome = await client.query('export.preview', { ...wanted, facts: [...chosen] }).catch(() => undefined);
    if (outcome === undefined) return setMessage(t('away'));
    if (!outcome.ok) return refusedBy(outcome.refusal);
    setMessage('');
    setLooked({ wanted, leaves: outcome.value });
  };
  const asked = () => {
    setLooked(undefined);
    setRound(round + 1);
    setMessage(t('exports.askedNote'));
    onAsked();
  };
  const options = Object.entries(facts)
    .filter(([, kind]) => !kind.derived)
    .map(([fact]) => ({ value: fact, label: texts.facts[fact]?.name ?? fact }));
  return (
    <Section id="ask-export" title={t('exports.ask')} lead={t('exports.askLead')}>
      {recipients.length === 0 ? (
        <p>{t('exports.noRecipients')}</p>
      ) : (
        <form key={round} className="act-form" onSubmit={(event) => void look(event)} onChange={() => setLooked(undefined)}>
          <div className="field">
            <label htmlFor={ids.to}>{t('exports.to')}</label>
            <select id={ids.to} name="to" required defaultValue="">
              <option value="">–</option>
              {recipients.map((one) => (
                <option key={one.recipientId} value={one.recipientId}>
                  {one.name}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor={ids.format}>{t('exports.format')}</label>
            <select id={ids.format} name="format" dir="ltr">
              {exportFormats.map((one) => (
                <option key={one} value={one}>
                  {formatName(one)}
                </option>
              ))}
            </select>
          </div>
          <ChosenField name="facts" label={t('exports.what')} hint={t('exports.whatHint')} options={options} />
          <button type="submit" className={looked === undefined ? 'primary' : ''}>
            {t('exports.look')}
          </button>
        </form>
      )}
      {looked === undefined ? null : <Looked {...looked} onAsked={asked} onRefused={refusedBy} onAway={() => setMessage(t('away'))} />}
      <p role="status">{message}</p>
    </Section>
  );
}

type LookedProps = {
  readonly wanted: Wanted;
  readonly leaves: Leaves;
  readonly onAsked: () => void;
  readonly onRefused: (refusal: Refusal) => void;
  readonly onAway: () => void;
};

function Looked({ wanted, leaves, onAsked, onRefused, onAway }: LookedProps) {
  const { t, language } = useWords();
  const sentence = useRefusal();
  const code = useCode();
  const { texts } = useDesk();
  const ids = { title: useId(), key: useId(), hint: useId() };
  const list = new Intl.ListFormat(language);
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const recipientKey = String(new FormData(event.currentTarget).get('key')).trim();
    const outcome = await client
      .query('export.ask', { ...wanted, facts: [...wanted.facts], fingerprint: leaves.fingerprint, recipientKey })
      .catch(() => undefined);
    if (outcome === undefined) onAway();
    else if (outcome.ok) onAsked();
    else onRefused(outcome.refusal);
  };
  return (
    <section className="leaves" aria-labelledby={ids.title}>
      <h3 id={ids.title}>{t('exports.leaves', { count: leaves.cases })}</h3>
      <p>
        {t('exports.for')} <bdi>{leaves.recipient.name}</bdi> ({code('recipientKind', leaves.recipient.kind)}).{' '}
        {leaves.dataClasses.length === 0 ? null : <>{list.format(leaves.dataClasses.map((one) => code('dataClass', one)))}.</>}
      </p>
      <p>
        {t('exports.columns')} {list.format(leaves.columns.map((column) => (column === 'case' ? t('list.case') : (texts.facts[column]?.name ?? column))))}.
      </p>
      {leaves.staying.length === 0 ? null : (
        <>
          <p>{t('exports.stays')}</p>
          <ul>
            {leaves.staying.map((one) => (
              <li key={one.kind}>
                {t('exports.cases', { count: one.cases })}: {sentence(one.kind === 'nothing-chosen' ? { kind: 'no-such-fact-here' } : one)}
              </li>
            ))}
          </ul>
        </>
      )}
      {leaves.cases === 0 ? (
        <p>{t('refusal.nothing-may-leave')}</p>
      ) : (
        <form className="act-form" onSubmit={(event) => void ask(event)}>
          <div className="field">
            <label htmlFor={ids.key}>{t('exports.key')}</label>
            <input id={ids.key} name="key" required dir="ltr" autoComplete="off" spellCheck={false} aria-describedby={ids.hint} />
            <p id={ids.hint} className="hint">
              {t('exports.keyHint')}
            </p>
          </div>
          <button type="submit" className="primary">
            {t('exports.askIt')}
          </button>
        </form>
      )}
    </section>
  );
}

const formatName = (format: ExportFormat): string => (format.startsWith('htcds-') ? `HTCDS 2.0, ${format.slice(6).toUpperCase()}` : format.toUpperCase());
