import type { caseworkQueries } from '@sojourn/casework/operations';
import type { QueryOutput } from '@sojourn/operations';
import { Link } from '@tanstack/react-router';
import { useCode, useWords } from '../words/index.tsx';

type Found = QueryOutput<typeof caseworkQueries, 'people.search'>['found'];

/** By code, and who works on it: no name is shown here. */
export function FoundCases({ found }: { readonly found: Found }) {
  const { t, language } = useWords();
  const code = useCode();
  return (
    <ul className="worklist">
      {found.map((one) => (
        <li key={one.caseId}>
          <Link to="/case/$caseId" params={{ caseId: one.caseId }} className="row">
            <span className="code" dir="ltr">
              {one.caseCode}
            </span>
            <span className="stage">{code('stage', one.stage)}</span>
            <span>{one.office}</span>
            <span className="marks">
              <span className="mark">{code('likeness', one.likeness)}</span>
              {one.who === 'somebody-else' ? <span className="mark">{t('find.somebodyElse')}</span> : null}
            </span>
            {one.team.length === 0 ? null : <span className="quiet next">{t('find.mayOpen', { names: new Intl.ListFormat(language).format(one.team) })}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
