import type { Refusal } from '@sojourn/kernel';
import { rightsQueries } from '@sojourn/rights/operations';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { client, mayEver } from '../api.ts';
import { useDates, useDesk, useRefusal } from '../desk.tsx';
import { differences } from '../rules/differences.ts';
import { useWords } from '../words/index.tsx';
import { Choose } from './choose.tsx';
import type { ReviewItem as Item, ReviewList as List } from './review-items.ts';
import { linesOf } from './review-lines.ts';
import { Said } from './review-said.tsx';
import { useReviewWords } from './review-words.ts';
import { type Shelf, shelves } from './shelves.ts';
import { LawPage } from './tabs.tsx';

const isOn = (shelf: Shelf, { kind, key, wrong, stale }: List['items'][number]) => {
  if (shelf === 'wrong') return wrong > 0;
  if (shelf === 'stale') return stale;
  return shelf.startsWith('text-') ? kind === 'text' && key.startsWith(`${shelf.slice(5)} `) : kind === shelf;
};

const markOf: Readonly<Record<Item['state'], string>> = {
  unreviewed: '',
  'first-look': 'attention',
  reviewed: 'reviewed',
  changed: 'attention',
  disputed: 'danger',
};

/** Where a lawyer reads part by part what nobody has reviewed, sees what changed since, and answers for it by name and day. */
export function LawReview() {
  const { t } = useWords();
  const navigate = useNavigate();
  const { shelf = 'right', key } = useSearch({ from: '/law/review' });
  const { data, isError } = useQuery({ queryKey: ['law-review'], queryFn: () => client.query('law-review.list', {}) });
  if (isError) return <p role="alert">{t('away')}</p>;
  if (data === undefined) return <p role="status">{t('loading')}</p>;
  if (!data.ok) return <p role="alert">{t('refusal.not-allowed')}</p>;
  const items = data.value.items.filter((item) => isOn(shelf, item));
  const open = items.find((item) => item.key === key);
  return (
    <LawPage title={t('review.title')} lead={t('review.lead')}>
      <div className="card law-choice">
        <Choose
          label={t('review.part')}
          options={shelves.map((kind) => ({
            value: kind,
            label: `${t(`review.part.${kind}`)} (${data.value.items.filter((item) => isOn(kind, item)).length})`,
          }))}
          value={shelf}
          onChange={(chosen) => void navigate({ to: '/law/review', search: { shelf: chosen as Shelf } })}
        />
        <TakeOut />
      </div>
      {open === undefined ? null : <OnePart key={open.key + open.hash} kind={open.kind} item={open.key} />}
      <section className="card" aria-labelledby="review-list">
        {items.length === 0 ? <p>{t('review.nothing')}</p> : null}
        <h2 id="review-list">{t('review.count', { done: items.filter((one) => one.state === 'reviewed').length, all: items.length })}</h2>
        <ul className="articles">
          {items.map((item) => (
            <li key={item.kind + item.key}>
              <Link to="/law/review" search={{ shelf, key: item.key }}>
                <Name item={item} />
              </Link>{' '}
              <span className={`mark ${markOf[item.state]}`}>{t(`review.state.${item.state}`)}</span>
              {item.stale ? <span className="mark">{t('review.stale')}</span> : null}
            </li>
          ))}
        </ul>
      </section>
    </LawPage>
  );
}

/** By its name in the reader’s language, with the code that its file has. */
function Name({ item: { kind, key } }: { readonly item: Pick<List['items'][number], 'kind' | 'key'> }) {
  const { texts } = useDesk();
  const { t } = useWords();
  const [language = '', shelf = '', id = ''] = key.split(' ');
  const title = () => {
    if (kind === 'right') return texts.rights[key]?.title;
    if (kind === 'remedy') return texts.remedies[key]?.title;
    if (kind === 'instrument') return texts.instruments[key];
    if (kind !== 'text') return undefined;
    const said = shelf === 'rights' ? texts.rights[id]?.title : shelf === 'remedies' ? texts.remedies[id]?.title : undefined;
    return said === undefined ? undefined : `${said} · ${t(`reviewField.${language as 'en'}`)}`;
  };
  const name = title();
  return name === undefined ? (
    <bdi dir="ltr">{key}</bdi>
  ) : (
    <>
      {name} <bdi dir="ltr" className="quiet">{`(${key})`}</bdi>
    </>
  );
}

function OnePart({ kind, item: key }: { readonly kind: Item['kind']; readonly item: string }) {
  const { t } = useWords();
  const { say, session } = useDesk();
  const day = useDates();
  const sentence = useRefusal();
  const words = useReviewWords();
  const queries = useQueryClient();
  const [refused, setRefused] = useState<Refusal>();
  const { data } = useQuery({ queryKey: ['law-review', kind, key], queryFn: () => client.query('law-review.item', { kind, key }) });
  if (data === undefined) return <p role="status">{t('loading')}</p>;
  if (!data.ok) return <p role="alert">{sentence(data.refusal)}</p>;
  const item = data.value;
  const now = linesOf(item.content, words);
  const shown = item.before === undefined ? undefined : differences(linesOf(item.before, words).join('\n'), now.join('\n'));
  const answers = mayEver(session, rightsQueries['law-review.mark']);
  const mark = async () => {
    const done = await client.query('law-review.mark', { kind, key, contentHash: item.hash });
    if (!done.ok) return setRefused(done.refusal);
    say(t(done.value.state === 'reviewed' ? 'review.done' : 'review.second'));
    return queries.invalidateQueries({ queryKey: ['law-review'] });
  };
  return (
    <section className="card" aria-labelledby="review-one">
      <h2 id="review-one">
        <Name item={item} />
      </h2>
      <p>
        <span className={`mark ${markOf[item.state]}`}>{t(`review.state.${item.state}`)}</span> {item.looks === 2 ? t('review.two') : t('review.one')}
      </p>
      {item.stale ? <p className="note">{t('review.staleNote')}</p> : null}
      {shown === undefined ? null : <p className="note">{t('review.changed')}</p>}
      <ol className="rule-changes" dir="auto">
        {(shown ?? now.map((line) => ({ is: 'same' as const, line }))).map(({ is, line }, index) => (
          <li key={index} className={is} dir="auto">
            {is === 'added' ? (
              <ins>
                + {line} <span className="quiet">({t('rules.added')})</span>
              </ins>
            ) : is === 'removed' ? (
              <del>
                − {line} <span className="quiet">({t('rules.removed')})</span>
              </del>
            ) : (
              line
            )}
          </li>
        ))}
      </ol>
      {item.seen.length === 0 ? null : (
        <ul>
          {item.seen.map((look) => (
            <li key={look.at}>{t(look.now ? 'review.by' : 'review.byBefore', { person: look.by, day: day(new Date(look.at).toISOString().slice(0, 10)) })}</li>
          ))}
        </ul>
      )}
      <Said item={item} />
      {refused === undefined ? null : <p role="alert">{sentence(refused)}</p>}
      {!answers ? (
        <p className="quiet">{t('review.onlyLawyers')}</p>
      ) : item.mine ? (
        <p className="quiet">{t('review.mine')}</p>
      ) : item.seen.some((look) => look.now) && item.state === 'reviewed' ? null : (
        <button type="button" onClick={() => void mark()}>
          {t('review.mark')}
        </button>
      )}
    </section>
  );
}

/** A file for whoever keeps the catalogue: nothing here writes into it. */
function TakeOut() {
  const { t } = useWords();
  const save = async () => {
    const taken = await client.query('law-review.export', {});
    if (!taken.ok) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(taken.value, null, 2)}\n`], { type: 'application/json' }));
    link.download = 'reviews.json';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <button type="button" className="quiet-button" onClick={() => void save()}>
      {t('review.export')}
    </button>
  );
}
