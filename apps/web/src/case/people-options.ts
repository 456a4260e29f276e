import type { Option } from '../ui/field-shape.ts';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';

/** The others of a case by what they are and a number: their names stay sealed. */
export function usePeopleOptions(record: CasePart['record']): readonly Option[] {
  const { t } = useWords();
  const code = useCode();
  return record.case.people.map(({ personId, relations }, at) => {
    const standing = relations.filter((one) => one.withdrawnOn === undefined).map((one) => code('relation', one.relation));
    return { value: personId, label: t('people.numbered', { relation: [...new Set(standing)].join(', ') || code('relation', 'not-known'), number: at + 1 }) };
  });
}
