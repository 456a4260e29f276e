import { Reveal, Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { NameForm, NameList } from './name-list.tsx';
import type { CasePart } from './part.ts';
import { RevealDoor } from './reveal-door.tsx';
import { useRevealed } from './use-revealed.ts';

export function Names({ record, reload }: CasePart) {
  const { t } = useWords();
  const { caseId, personId, names, sealed } = record.case;
  const entries = new Set(names.filter((name) => name.subjectId === personId).map((name) => name.entryId));
  const fields = sealed.filter(
    (one) => one.subjectId === personId && entries.has(one.entryId) && ['name', 'nickname', 'name-parts', 'document-number', 'note'].includes(one.field),
  );
  const door = useRevealed(
    caseId,
    fields.map((one) => one.sealedId),
  );
  return (
    <Section id="names" title={t('name.title')} lead={t('name.lead')}>
      <NameList {...{ record, reload }} subjectId={personId} revealed={door.revealed} />
      {fields.length === 0 ? null : <RevealDoor door={door} label={t('name.reveal')} />}
      <Reveal label={t('name.add')}>
        <NameForm {...{ record, reload }} subjectId={personId} />
      </Reveal>
    </Section>
  );
}
