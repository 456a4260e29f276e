import { useQuery } from '@tanstack/react-query';
import { type ConsentFormWords, readConsentForm } from '../../api.ts';
import { useWords } from '../../words/index.tsx';

export function useConsentForm(language: string): ConsentFormWords | undefined {
  const form = useQuery({
    queryKey: ['consent-form', language],
    queryFn: () => readConsentForm(language),
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  });
  return form.data?.parts.length === 0 ? undefined : form.data;
}

/** The words to be read, in the person's language, with the worker's own beside them: part by part, so that both can follow. */
export function ReadAloud({ purpose, theirs }: { readonly purpose: string; readonly theirs: string }) {
  const { t, language } = useWords();
  const mine = useConsentForm(language);
  const read = useConsentForm(theirs);
  if (mine === undefined) return null;
  const rows = [
    ...mine.parts.map(({ key, text }) => ({ key, text })),
    { key: purpose, text: mine.purposes.find((one) => one.purpose === purpose)?.text ?? '' },
  ];
  const said = (key: string) => read?.parts.find((one) => one.key === key)?.text ?? read?.purposes.find((one) => one.purpose === key)?.text;
  return (
    <details className="read-aloud" open>
      <summary>{t('cs.read')}</summary>
      <p className="quiet">{mine.lead}</p>
      {read === undefined ? <p className="notice">{t('cs.readNot')}</p> : null}
      {rows.map(({ key, text }) => (
        <div className="side-by-side" key={key}>
          {read === undefined || theirs === language ? null : (
            <p lang={theirs} dir={theirs === 'ar' ? 'rtl' : 'ltr'}>
              {said(key)}
            </p>
          )}
          <p className={read === undefined || theirs === language ? '' : 'quiet'}>{text}</p>
        </div>
      ))}
    </details>
  );
}
