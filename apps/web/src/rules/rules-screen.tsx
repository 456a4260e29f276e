import { linesOf } from '@sojourn/rules';
import { Link, useSearch } from '@tanstack/react-router';
import { useDesk, useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { ChangeIt } from './change-it.tsx';
import { Drafts } from './drafts.tsx';
import { useLexicon } from './lexicon.ts';
import { Picture } from './picture.tsx';
import { expressionOf, type RulesList, type ShownRule, useRuleContext, useRules } from './rules-list.ts';
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
  return chosen === undefined ? (
    <Books list={rules} />
  ) : (
    <OneRule key={chosen.address + rules.bundleHash} list={rules} rule={chosen} onChanged={() => void list.refetch()} />
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
          {book.reviewed ? null : <p className="note">{t('rules.unreviewed')}</p>}
          <ul className="log">
            {book.rules.map((rule) => (
              <li key={rule.address}>
                <Link to="/rules" search={{ rule: rule.address }}>
                  <RuleName rule={rule} />
                </Link>
                {rule.own ? <strong> · {t('rules.own')}</strong> : null}
                {list.versions.some(({ address, outcome }) => address === rule.address && outcome === null) ? <span> · {t('rules.drafts')}</span> : null}
                <p className="quiet">{t('rules.restsOn', { citation: rule.citation })}</p>
              </li>
            ))}
          </ul>
        </Section>
      ))}
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

function OneRule({ list, rule, onChanged }: { readonly list: RulesList; readonly rule: ShownRule; readonly onChanged: () => void }) {
  const { t, language } = useWords();
  const lexicon = useLexicon();
  const { context, settling } = useRuleContext(list);
  const expression = expressionOf(rule.rule);
  const line = linesOf(expression, lexicon);
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
        <TablePictures rule={expression} />
      </Section>
      <TryIt rule={expression} context={context} settling={settling} />
      <ChangeIt key={language} rule={rule} onKept={onChanged} />
      <Drafts list={list} rule={rule} onChanged={onChanged} />
      <Versions list={list} rule={rule} />
    </>
  );
}
