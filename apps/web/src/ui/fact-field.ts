import { useDesk } from '../desk.tsx';
import { useWords } from '../words/index.tsx';
import type { FieldShape } from './field-shape.ts';
import { usePlaces } from './places.ts';

/** The right field for a fact's kind, and its value read back. */
export function useFactField() {
  const { facts, texts } = useDesk();
  const { t } = useWords();
  const places = usePlaces();
  const field = (fact: string): FieldShape => {
    const kind = facts[fact];
    const base = { name: 'value', label: texts.facts[fact]?.name ?? fact, required: true } as const;
    const codes = Object.entries(texts.codes[kind?.codeList ?? ''] ?? {}).map(([value, label]) => ({ value, label }));
    if (kind?.kind === 'yes-no')
      return { ...base, kind: 'buttons', options: (['yes', 'no'] as const).map((value) => ({ value, label: t(`answer.${value}`) })) };
    if (kind?.kind === 'country') return { ...base, kind: 'choice', options: places };
    if (kind?.kind === 'countries') {
      const options = fact === 'person.citizenship' ? [{ value: 'stateless', label: t('fact.stateless') }, ...places] : places;
      return { ...base, kind: 'several', options };
    }
    if (kind?.kind === 'code') return { ...base, kind: 'choice', options: codes };
    if (kind?.kind === 'codes') return { ...base, kind: 'many', options: codes };
    return { ...base, kind: kind?.kind === 'approximate-date' ? 'date' : kind?.kind === 'number' ? 'number' : 'text' };
  };
  const read = (fact: string, value: unknown): unknown => {
    const kind = facts[fact]?.kind;
    if (kind === 'yes-no') return value === 'yes';
    return kind === 'number' ? Number(value) : value;
  };
  return { field, read };
}
