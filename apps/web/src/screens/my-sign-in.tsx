import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readMySignIn } from '../account.ts';
import { useDesk } from '../desk.tsx';
import { Factors } from '../my-sign-in/factors.tsx';
import { NewPassword } from '../my-sign-in/new-password.tsx';
import { RecoveryCodes } from '../my-sign-in/recovery-codes.tsx';
import { SecondPassword } from '../my-sign-in/second-password.tsx';
import { Sessions } from '../my-sign-in/sessions.tsx';
import { useWords } from '../words/index.tsx';

/** How this person signs in: what only they can change. */
export function MySignInScreen() {
  const { t } = useWords();
  const { session } = useDesk();
  const mine = useQuery({ queryKey: ['my-sign-in'], queryFn: readMySignIn });
  const held = mine.data?.ok === true ? mine.data.value : undefined;
  const again = () => void mine.refetch();
  return (
    <>
      <h1>{t('my.title')}</h1>
      {session.session.enrolling && held?.factors.length === 0 ? <p className="notice">{t('my.firstFactor')}</p> : null}
      {held === undefined ? (
        <p role="status">{t('loading')}</p>
      ) : (
        <>
          <Factors factors={held.factors} onChanged={again} />
          <RecoveryCodes left={held.recoveryCodesLeft} onChanged={again} />
          <Sessions />
          <NewPassword />
          <SecondPassword />
          <p>
            <Link to="/programs">{t('programs.title')}</Link>
          </p>
        </>
      )}
    </>
  );
}
