import type { weighedSchema } from '@sojourn/matching';
import type { z } from 'zod';
import { useCode, useWords } from '../words/index.tsx';

type Weighed = z.output<typeof weighedSchema>;
type One = Weighed['evidence'][number];

const against: readonly One[] = ['name-differs', 'birth-apart', 'gender-differs', 'citizenship-differs'];
const neither: readonly One[] = ['birth-apart-as-calendars'];

/** What speaks for one person and what against, each as a sentence; what is not known in one of the two is said to say nothing. */
export function Evidence({ evidence, notCompared }: Pick<Weighed, 'evidence' | 'notCompared'>) {
  const { t, language } = useWords();
  const code = useCode();
  const groups = [
    { title: t('likely.for'), lines: evidence.filter((one) => !against.includes(one) && !neither.includes(one)) },
    { title: t('likely.against'), lines: evidence.filter((one) => against.includes(one)) },
    { title: t('likely.unclear'), lines: evidence.filter((one) => neither.includes(one)) },
  ];
  const missing = new Intl.ListFormat(language).format(notCompared.map((one) => code('about', one)));
  return (
    <>
      {groups.map(({ title, lines }) =>
        lines.length === 0 ? null : (
          <div key={title}>
            <p>
              <strong>{title}</strong>
            </p>
            <ul>
              {lines.map((one) => (
                <li key={one}>{code('evidence', one)}</li>
              ))}
            </ul>
          </div>
        ),
      )}
      {notCompared.length === 0 ? null : <p className="quiet">{t('likely.notCompared', { what: missing })}</p>}
    </>
  );
}
