import { classOfFactId, classOfSealedField } from '@sojourn/casework';
import type { caseworkQueries } from '@sojourn/casework/operations';
import { grounds } from '@sojourn/consent';
import type { QueryInput, QueryOutput } from '@sojourn/operations';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { client } from '../../api.ts';
import { useDesk, useFactValue, useRefusal } from '../../desk.tsx';
import { useCode, useWords } from '../../words/index.tsx';
import type { CasePart } from '../part.ts';
import type { Named } from './options.ts';

type Preview = QueryOutput<typeof caseworkQueries, 'referral.preview'>;
type Asked = QueryInput<typeof caseworkQueries, 'referral.preview'>;
export type Chosen = {
  readonly recipientId: string;
  readonly facts: readonly string[];
  readonly sealedIds: readonly string[];
  readonly fingerprint: string;
  readonly ground: string;
};

type Props = {
  readonly part: CasePart;
  readonly recipients: readonly Named[];
  readonly as: 'sharing' | 'filing' | 'consular-contact';
  readonly filing?: string;
  readonly withGround: boolean;
  /** Shown under a preview of which everything may leave. */
  readonly children: (chosen: Chosen) => ReactNode;
};

/** Whom, on what authority, which fields: then exactly what would leave, read from the server, and whether it may. */
export function PackageChooser({ part, recipients, as, filing, withGround, children }: Props) {
  const { t } = useWords();
  const code = useCode();
  const { texts } = useDesk();
  const value = useFactValue();
  const sentence = useRefusal();
  const id = useId();
  const [seen, setSeen] = useState<{ readonly preview: Preview; readonly chosen: Chosen }>();
  const [problem, setProblem] = useState('');
  const { caseId, facts, sealed, personId } = part.record.case;
  const shareable = facts.filter((one) => one.is !== 'not-asked' && classOfFactId(one.fact) !== undefined);
  const words = sealed.filter((one) => classOfSealedField(one.field) !== undefined && (one.subjectId === undefined || one.subjectId === personId));
  const look = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const ground = String(data.get('ground') ?? 'consent');
    const chosen = {
      recipientId: String(data.get('recipientId')),
      facts: data.getAll('facts').map(String),
      sealedIds: data.getAll('sealedIds').map(String),
      ground,
    };
    const answer = await client
      .query('referral.preview', { ...chosen, caseId, as, ...(filing === undefined ? {} : { filing }) } as Asked)
      .catch(() => ({ ok: false as const, refusal: { kind: 'cannot-save-now' } }));
    setProblem(answer.ok ? '' : sentence(answer.refusal));
    setSeen(answer.ok ? { preview: answer.value, chosen: { ...chosen, fingerprint: answer.value.fingerprint } } : undefined);
  };
  return (
    <>
      <form className="act-form" onSubmit={(event) => void look(event)} onChange={() => setSeen(undefined)}>
        <div className="field">
          <label htmlFor={`${id}-who`}>{t('cs.recipient')}</label>
          <select id={`${id}-who`} name="recipientId" required>
            {recipients.map((one) => (
              <option key={one.recipientId} value={one.recipientId}>
                {one.name} ({code('recipientKind', one.kind)})
              </option>
            ))}
          </select>
        </div>
        {withGround ? (
          <div className="field">
            <label htmlFor={`${id}-ground`}>{t('share.ground')}</label>
            <select id={`${id}-ground`} name="ground">
              {grounds.map((one) => (
                <option key={one} value={one}>
                  {code('basis', one)}
                </option>
              ))}
            </select>
          </div>
        ) : null}
        <Ticks
          name="sealedIds"
          label={t('share.words')}
          options={words.map((one) => ({
            value: one.sealedId,
            label: `${code('dataClass', classOfSealedField(one.field) ?? '')} · ${code('kind', one.kind)}`,
          }))}
        />
        <Ticks name="facts" label={t('share.facts')} options={shareable.map((one) => ({ value: one.fact, label: texts.facts[one.fact]?.name ?? one.fact }))} />
        <p className="problem" role="alert">
          {problem}
        </p>
        <button type="submit">{t('share.preview')}</button>
      </form>
      {seen === undefined ? null : (
        <section className="preview" aria-label={t('share.leaves')}>
          <h3>{t('share.leaves')}</h3>
          <dl className="facts">
            {seen.preview.words.map((one) => (
              <div key={one.sealedId}>
                <dt>{code('dataClass', one.dataClass)}</dt>
                <dd>
                  <bdi>{one.erased ? t('case.erased') : one.text}</bdi>
                </dd>
              </div>
            ))}
            {seen.preview.facts.map((one) => (
              <div key={one.fact}>
                <dt>
                  {texts.facts[one.fact]?.name ?? one.fact} <span className="quiet">{code('dataClass', one.dataClass)}</span>
                </dt>
                <dd>{one.is === 'value' ? value(one.fact, one.value) : code('answer', one.is)}</dd>
              </div>
            ))}
          </dl>
          {seen.preview.refusal === undefined ? (
            <>
              <p role="status">{t('share.may')}</p>
              {children(seen.chosen)}
            </>
          ) : (
            <p className="notice" role="alert">
              {sentence({ kind: seen.preview.refusal.kind })}
            </p>
          )}
        </section>
      )}
    </>
  );
}

function Ticks({
  name,
  label,
  options,
}: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}) {
  if (options.length === 0) return null;
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <div className="options">
        {options.map((one) => (
          <label key={one.value} className="option">
            <input type="checkbox" name={name} value={one.value} />
            <span>{one.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
