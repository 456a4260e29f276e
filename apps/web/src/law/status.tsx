import { useDates } from '../desk.tsx';
import { useCode, useWords } from '../words/index.tsx';

export type Status = {
  readonly status: string;
  readonly boundFrom?: string | undefined;
  readonly atTheLatest?: boolean | undefined;
  readonly asOf?: string | undefined;
  readonly source?: string | undefined;
  readonly why?: string | undefined;
  readonly withdrewFrom?: string | undefined;
};

export const statuses = ['party', 'not-yet-in-force', 'signed-only', 'not-a-party', 'not-known'] as const;

/** Bound or not, since when, as of when: never a bare yes or no. */
export function useStatusWords() {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  return ({ status, boundFrom, atTheLatest, asOf, why, withdrewFrom }: Status): string => {
    const until = day(asOf ?? '');
    const from = day(boundFrom ?? '');
    if (status === 'party') return t(atTheLatest === true ? 'rights.party-latest' : 'rights.party', { from, asOf: until });
    if (status === 'signed-only') return t('rights.signed-only', { asOf: until });
    if (status === 'not-a-party')
      return withdrewFrom === undefined ? t('rights.not-a-party', { asOf: until }) : t('law.withdrew', { from: day(withdrewFrom), asOf: until });
    if (status === 'not-yet-in-force') return t('rights.not-yet-in-force', { from });
    return t('rights.not-known', { why: why === 'after-as-of' ? t('rights.why.after-as-of', { asOf: until }) : code('rights', `why.${why ?? ''}`) });
  };
}

/** A word and a sign; colour only repeats it. */
export function StatusMark({ status }: { readonly status: string }) {
  const { t } = useWords();
  return <span className={`law-status ${status}`}>{t(`law.status.${status as (typeof statuses)[number]}`)}</span>;
}
