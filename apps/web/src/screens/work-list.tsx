import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { today, useDates, useDesk, useMoments } from '../desk.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { Notices } from './notices.tsx';

const owed = (row: { readonly toReview: readonly number[]; readonly toAssess: readonly number[]; readonly toHear: readonly string[] }) =>
  row.toReview.length + row.toAssess.length + row.toHear.length;

export function WorkList() {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const moment = useMoments();
  const { texts, caseView } = useDesk();
  const list = useInfiniteQuery({
    queryKey: ['cases'],
    queryFn: ({ pageParam }) => caseView.readList(pageParam),
    networkMode: 'always',
    initialPageParam: '',
    getNextPageParam: (last) => (last.ok ? last.value.next : undefined),
  });
  if (list.isPending) return <p role="status">{t('loading')}</p>;
  if (list.data === undefined) return <p role="alert">{t('away')}</p>;
  const pages = list.data.pages.flatMap((page) => (page.ok ? [page.value.rows] : []));
  if (pages.length === 0)
    return (
      <>
        <Notices />
        <h1>{t('list.title')}</h1>
        <p className="card">{t('list.none')}</p>
      </>
    );
  const away = list.data.pages.some((page) => page.ok && page.value.away);
  // A case whose urgency changed between two pages can be in both.
  // What a colleague must look at within a day stands before everything else.
  const cases = [...new Map(pages.flat().map((row) => [row.caseId, row])).values()].sort((a, b) => owed(b) - owed(a));
  return (
    <>
      <Notices />
      <h1>{t('list.title')}</h1>
      {away ? (
        <p className="notice" role="status">
          {t('unlock.listNote')}
        </p>
      ) : null}
      {cases.length === 0 ? <p className="card">{t('list.empty')}</p> : null}
      <ul className="worklist">
        {cases.map((row) => (
          <li key={row.caseId} className={row.urgent.length + row.toAssess.length > 0 ? 'urgent' : ''}>
            <Link to="/case/$caseId" params={{ caseId: row.caseId }} className="row">
              <span className="code" dir="ltr">
                {row.caseCode}
              </span>
              <span className="stage">{code('stage', row.stage)}</span>
              <span>{row.presentCountry === undefined ? '' : (texts.places[row.presentCountry] ?? row.presentCountry)}</span>
              <span className="quiet">
                {t('list.opened')} {day(row.openedOn)}
              </span>
              <span className="marks">
                {row.toReview.map((reviewBy) => (
                  <span key={reviewBy} className="mark attention">
                    <span aria-hidden="true">!</span> {t(Date.now() > reviewBy ? 'cs.vital.overdue' : 'cs.vital.due', { at: moment(reviewBy) })}
                  </span>
                ))}
                {row.toHear.map((decideBy) => (
                  <span key={decideBy} className={today() > decideBy ? 'mark danger' : 'mark attention'}>
                    <span aria-hidden="true">!</span> {t(today() > decideBy ? 'appeal.overdue' : 'appeal.owed', { by: day(decideBy) })}
                  </span>
                ))}
                {row.toAssess.map((assessBy) => (
                  <span key={assessBy} className={Date.now() > assessBy ? 'mark danger' : 'mark attention'}>
                    <span aria-hidden="true">!</span> {t(Date.now() > assessBy ? 'danger.overdue' : 'danger.owed', { at: moment(assessBy) })}
                  </span>
                ))}
                {row.urgent.map((fact) => (
                  <span key={fact} className="mark danger">
                    <span aria-hidden="true">!</span> {texts.facts[fact]?.name ?? fact}
                  </span>
                ))}
                {row.restricted ? <span className="mark">{t('list.restricted')}</span> : null}
                {row.isChild === 'yes' ? <span className="mark">{t('case.child.yes')}</span> : null}
              </span>
              <span className="quiet next">
                {t('list.next')}:{' '}
                {row.nextSteps
                  .slice(0, 2)
                  .map((step) => code('next', step))
                  .join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <button type="button" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('list.more')}
        </button>
      ) : null}
    </>
  );
}
