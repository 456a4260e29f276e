import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client } from '../api.ts';
import { useMoments } from '../ui/colleagues.ts';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';

/** What others did that cannot wait until someone comes across it. */
export function Notices() {
  const { t } = useWords();
  const code = useCode();
  const moment = useMoments();
  const cache = useQueryClient();
  const answer = useQuery({ queryKey: ['notices'], queryFn: () => client.query('notices.list', {}), refetchInterval: 60_000 });
  const notices = answer.data?.ok === true ? answer.data.value.notices : [];
  if (notices.length === 0) return null;
  const seen = async (noticeId: string) => {
    await client.query('notices.seen', { noticeId });
    await cache.invalidateQueries({ queryKey: ['notices'] });
  };
  return (
    <Section id="notices" title={t('notice.title')}>
      <ul className="log">
        {notices.map((one) => (
          <li key={one.noticeId}>
            {code('notice', one.kind)}{' '}
            {one.caseCode === undefined ? null : one.kind === 'glass-broken' ? (
              <Link to="/emergency">
                <bdi dir="ltr">{one.caseCode}</bdi>
              </Link>
            ) : (
              <Link to="/case/$caseId" params={{ caseId: one.caseId }}>
                <bdi dir="ltr">{one.caseCode}</bdi>
              </Link>
            )}{' '}
            <span className="quiet">{moment(one.at)}</span>{' '}
            <button type="button" onClick={() => void seen(one.noticeId)}>
              {t('notice.seen')}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
