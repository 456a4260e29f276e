import type { Refusal } from '@sojourn/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../api.ts';
import { useDates, useDesk, useRefusal } from '../desk.tsx';
import { useWords } from '../words/index.tsx';
import type { ReviewItem as Item } from './review-items.ts';

type Remark = Item['remarks'][number];

/** What reviewers said of one part, oldest first, and where they say more. Nothing is taken away: what is called wrong is answered, or the part changes. */
export function Said({ item }: { readonly item: Item }) {
  const { t } = useWords();
  const [answering, setAnswering] = useState<string>();
  return (
    <>
      {item.remarks.length === 0 ? null : (
        <>
          <h3>{t('review.said')}</h3>
          <ul className="log">
            {item.remarks.map((one) => (
              <li key={one.remarkId} dir="auto">
                <OneRemark remark={one} />
                {one.wrong && one.now && !one.answered ? (
                  <p>
                    <button type="button" className="quiet-button" onClick={() => setAnswering(one.remarkId)}>
                      {t('review.answer')}
                    </button>
                  </p>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
      <SayIt key={answering ?? ''} item={item} {...(answering === undefined ? {} : { answering })} onKept={() => setAnswering(undefined)} />
    </>
  );
}

function OneRemark({ remark: { wrong, answers, says, by, at, provision, now, answered } }: { readonly remark: Remark }) {
  const { t } = useWords();
  const day = useDates();
  const sentence = t(wrong ? 'review.saidWrong' : answers === undefined ? 'review.saidNote' : 'review.saidAnswer', { says });
  return (
    <>
      {provision === undefined ? null : <strong>{`${t('reviewField.article')} ${provision} `}</strong>}
      <span className={wrong && now && !answered ? 'wrong-law' : ''}>{sentence}</span>{' '}
      <span className="quiet">
        {t(now ? 'review.by' : 'review.byBefore', { person: by, day: day(new Date(at).toISOString().slice(0, 10)) })}
        {answered ? ` · ${t('review.answered')}` : ''}
      </span>
    </>
  );
}

function SayIt({ item, answering, onKept }: { readonly item: Item; readonly answering?: string; readonly onKept: () => void }) {
  const { t } = useWords();
  const { say } = useDesk();
  const sentence = useRefusal();
  const queries = useQueryClient();
  const [refused, setRefused] = useState<Refusal>();
  const articles = (item.content as { readonly articles?: readonly { readonly article: string }[] } | null)?.articles ?? [];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const provision = String(data.get('provision') ?? '');
    const done = await client.query('law-review.say', {
      kind: item.kind,
      key: item.key,
      contentHash: item.hash,
      wrong: data.get('wrong') === 'on',
      says: String(data.get('says')),
      ...(provision === '' ? {} : { provision }),
      ...(answering === undefined ? {} : { answers: answering }),
    });
    setRefused(done.ok ? undefined : done.refusal);
    if (!done.ok) return;
    form.reset();
    say(t('review.kept'));
    onKept();
    await queries.invalidateQueries({ queryKey: ['law-review'] });
  };
  const fields = (
    <form className="act-form" onSubmit={(event) => void submit(event)}>
      <p className="quiet">{t('review.sayLead')}</p>
      {answering !== undefined || articles.length === 0 ? null : (
        <div className="field">
          <label htmlFor="review-where">{t('review.where')}</label>
          <select id="review-where" name="provision" defaultValue="">
            <option value="">{t('review.whole')}</option>
            {articles.map(({ article }) => (
              <option key={article} value={article}>
                {article}
              </option>
            ))}
          </select>
        </div>
      )}
      {answering !== undefined ? null : (
        <label className="option">
          <input type="checkbox" name="wrong" />
          <span>{t('review.isWrong')}</span>
        </label>
      )}
      <div className="field">
        <label htmlFor="review-says">{t('review.words')}</label>
        <textarea id="review-says" name="says" rows={3} maxLength={2000} required dir="auto" />
      </div>
      {refused === undefined ? null : (
        <p className="problem" role="alert">
          {sentence(refused)}
        </p>
      )}
      <button type="submit">{t(answering === undefined ? 'review.keep' : 'review.answer')}</button>
    </form>
  );
  return (
    <details className="reveal" open={answering !== undefined}>
      <summary>{t(answering === undefined ? 'review.say' : 'review.answer')}</summary>
      {fields}
    </details>
  );
}
