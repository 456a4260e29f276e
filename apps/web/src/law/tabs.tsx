import { rightsQueries } from '@sojourn/rights/operations';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { mayEver } from '../api.ts';
import { useDesk } from '../desk.tsx';
import { useWords } from '../words/index.tsx';
import { type LawPart, ReviewBanner } from './marks.tsx';

type Props = {
  readonly title: string;
  readonly lead: string;
  /** The law that stands on the page; absent: none does, only where it comes from. */
  readonly about?: readonly LawPart[];
  readonly children: ReactNode;
};

/** The head every page about law shares: where one is, and how much of what stands there a lawyer answers for. */
export function LawPage({ title, lead, about, children }: Props) {
  const { t } = useWords();
  const { session } = useDesk();
  const mayReview = mayEver(session, rightsQueries['law-review.list']);
  return (
    <>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      <nav className="law-tabs" aria-label={t('law.title')}>
        <Link to="/law" activeOptions={{ exact: true, includeSearch: false }}>
          {t('law.map')}
        </Link>
        <Link to="/law/state">{t('law.state')}</Link>
        <Link to="/law/corridor">{t('law.corridor')}</Link>
        <Link to="/law/joining">{t('law.joining')}</Link>
        <Link to="/law/rights">{t('card.all')}</Link>
        <Link to="/law/sources">{t('law.sources')}</Link>
        {mayReview ? <Link to="/law/review">{t('review.title')}</Link> : null}
      </nav>
      {about === undefined ? null : <ReviewBanner about={about} />}
      {children}
    </>
  );
}
