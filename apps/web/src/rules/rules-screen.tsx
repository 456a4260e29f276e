import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useDesk, useRefusal } from '../desk.tsx';
import { ReviewBanner, useMarks, WrongHere } from '../law/marks.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { ChangeIt, Collected } from './change-it.tsx';
import { Drafts } from './drafts.tsx';
import { useLexicon } from './lexicon.ts';
import { Picture } from './picture.tsx';
import { type Change, computedOf, expressionOf, lineOf, type RulesList, type ShownRule, useRules } from './rules-list.ts';
import { Sentences } from './sentences.tsx';
import { TablePictures } from './table-picture.tsx';
import { TryIt } from './try-it.tsx';
import { Versions } from './versions.tsx';
import './rules.css';

/** Every rule that decides here, and one of them whole. */
export function RulesScreen() {
  const { t } = useWords();
  const sentence = useRefusal();
  const { rule } = useSearch({ from: '/rules' });
  const list = useRules();
  const [collected, setCollected] = useState<readonly Change[]>([]);
  if (list.data === undefined) return <p role="status">{list.isError ? t('away') : t('loading')}</p>;
  if (!list.data.ok)
    return (
      <>
        <h1>{t('rules.title')}</h1>
        <p className="card">{sentence(list.data.refusal)}</p>
      </>
    );
  const rules = list.data.value;
  const chosen = rules.books.flatMap((book) => book.rules).find(({ address }) => address === rule);
  const without = (address: string) => collected.filter((one) => one.address !== address);
  const kept = () => {
    setCollected([]);
    void list.refetch();
  };
  return (
    <>
      {chosen === undefined ? (
        <Books list={rules} />
      ) : (
        <OneRule
          key={chosen.address + rules.bundleHash}
          list={rules}
          rule={chosen}
          collected={collected}
          onCollect={(change) => setCollected([...without(change.address), change])}
          onChanged={kept}
        />
      )}
      <Collected collected={collected} onLeaveOut={(address) => setCollected(without(address))} onKept={kept} />
    </>
  );
}

function Books({ list }: { readonly list: RulesList }) {
  const { t } = useWords();
  return (
    <>
      <h1>{t('rules.title')}</h1>
      <p className="lead">{t('rules.lead')}</p>
      {list.books.map((book) => (
        <Section key={book.id} id={`book-${book.id}`} title={t(`rules.${book.kind}`, { id: book.id })}>
          <BookReview kind={book.kind} id={book.id} own={book.rules.some((rule) => rule.own)} />
          <ul className="log">
            {book.rules.map((rule) => (
              <li key={rule.address}>
                <Link to="/rules" search={{ rule: rule.address }}>
                  <RuleName rule={rule} />
                </Link>
                {rule.own ? <strong> · {t('rules.own')}</strong> : null}
                {list.versions.some(({ changes, outcome }) => outcome === null && changes.some(({ address }) => address === rule.address)) ? (
                  <span> · {t('rules.drafts')}</span>
                ) : null}
                <p className="quiet">{t('rules.restsOn', { citation: rule.citation })}</p>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}

/** What an organisation says in its own words is not what a lawyer read. */
function BookReview({ kind, id, own }: { readonly kind: 'rulebook' | 'programme'; readonly id: string; readonly own: boolean }) {
  const { t } = useWords();
  const part = { kind, key: id };
  const answered = useMarks().reviewed(part) !== undefined;
  if (answered && !own) return <ReviewBanner about={[part]} />;
  return (
    <>
      <p className="note">{t('rules.unreviewed')}</p>
      <WrongHere about={[part]} />
    </>
  );
}

/** A programme's test has a name in words; a rule of a rulebook is named by what it settles, or by its id. */
function RuleName({ rule }: { readonly rule: ShownRule }) {
  const { texts } = useDesk();
  const { t } = useWords();
  const title = texts.tests[rule.id]?.title;
  return (
    <>
      <bdi dir="ltr">{rule.id}</bdi>
      {title === undefined ? null : <> · {title}</>}
      {rule.settles === undefined ? null : <> · {t('rules.settles', { fact: texts.facts[rule.settles]?.name ?? rule.settles })}</>}
    </>
  );
}

type One = {
  readonly list: RulesList;
  readonly rule: ShownRule;
  readonly collected: readonly Change[];
  readonly onCollect: (change: Change) => void;
  readonly onChanged: () => void;
};

function OneRule({ list, rule, collected, onCollect, onChanged }: One) {
  const { t, language } = useWords();
  const lexicon = useLexicon();
  const line = lineOf(rule, lexicon);
  return (
    <>
      <p>
        <Link to="/rules">{t('rules.back')}</Link>
      </p>
      <h1>
        <RuleName rule={rule} />
      </h1>
      <p className="quiet">
        {t('rules.restsOn', { citation: rule.citation })}
        {rule.own ? ` · ${t('rules.own')}` : ''}
      </p>
      <Section id="sentences" title={t('rules.sentences')}>
        <Sentences line={line} />
      </Section>
      <Section id="picture" title={t('rules.picture')}>
        <Picture line={line} />
        <TablePictures rule={rule.kind === 'answers' ? expressionOf(rule.rule) : computedOf(rule.rule)} />
      </Section>
      <TryIt list={list} rule={rule} />
      <ChangeIt key={language} rule={rule} collected={collected} onCollect={onCollect} onKept={onChanged} />
      <Drafts list={list} rule={rule} onChanged={onChanged} />
      <Versions list={list} rule={rule} />
    </>
  );
}
