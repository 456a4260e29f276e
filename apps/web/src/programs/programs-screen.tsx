import { useWords } from '../words/index.tsx';
import { Tokens } from './tokens.tsx';
import { Webhooks } from './webhooks.tsx';

/** Programs of others: let in by tokens, told by notifications. Each belongs to one person and ends with them. */
export function ProgramsScreen() {
  const { t } = useWords();
  return (
    <>
      <h1>{t('programs.title')}</h1>
      <p className="lead">{t('programs.lead')}</p>
      <p>
        <a href="/developers.html">{t('programs.contract')}</a>
      </p>
      <Tokens />
      <Webhooks />
    </>
  );
}
