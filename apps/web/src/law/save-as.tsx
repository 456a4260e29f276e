import { queryPath } from '@sojourn/operations';
import { lawQueries } from '@sojourn/rights/operations';
import { useWords } from '../words/index.tsx';

type Law = typeof lawQueries;
type FileName = { [Name in keyof Law]: Law[Name] extends { readonly gives: 'file' } ? Name : never }[keyof Law];

/** Where a page or table about law is fetched: codes and days only, the same for everyone. */
export function lawFile(name: FileName, input: Readonly<Record<string, string | undefined>>): string {
  const { path, rest } = queryPath(lawQueries[name].path, input);
  return `${path}?${new URLSearchParams(rest as Record<string, string>).toString()}`;
}

/** The answer on the screen as a table, in the reader's language, with its sources and days. */
export function SaveAs({ name, input }: { readonly name: Exclude<FileName, 'law.right.card'>; readonly input: Readonly<Record<string, string | undefined>> }) {
  const { t, language } = useWords();
  return (
    <p className="save-as">
      {t('law.download')}:{' '}
      {(['csv', 'xlsx', 'pdf'] as const).map((format) => (
        <a key={format} href={lawFile(name, { ...input, language, format })} download className="button">
          {format.toUpperCase()}
        </a>
      ))}
    </p>
  );
}
