import { Link } from '@tanstack/react-router';
import { useDesk } from '../desk.tsx';
import { ReviewMark } from './marks.tsx';

/** A right by its name, leading to its card. */
export function RightLink({ right }: { readonly right: string }) {
  const { texts } = useDesk();
  return (
    <>
      <Link to="/law/rights/$right" params={{ right }}>
        {texts.rights[right]?.title ?? right}
      </Link>{' '}
      <ReviewMark part={{ kind: 'right', key: right }} />
    </>
  );
}
