import type { CaseRecord } from '../case-view.ts';
import { useCode, useWords } from '../words/index.tsx';
import { RevealDoor } from './reveal-door.tsx';
import { useRevealed } from './use-revealed.ts';

/** The name to call the person by, and how to reach them safely. */
export function Identity({ record }: { readonly record: CaseRecord }) {
  const { t } = useWords();
  const code = useCode();
  const { caseId, personId, names, sealed } = record.case;
  const call = names.find((name) => name.subjectId === personId && name.call);
  const fields = sealed.filter((s) => s.subjectId === personId && ((s.entryId === call?.entryId && s.field === call.field) || s.field === 'safe-contact'));
  const door = useRevealed(
    caseId,
    fields.map((one) => one.sealedId),
  );
  if (fields.length === 0) return <p className="quiet">{t('case.noName')}</p>;
  return (
    <div className="identity">
      {door.revealed === undefined ? null : (
        <dl className="facts">
          {fields.map((one) => (
            <div key={one.sealedId}>
              <dt>{one.field === 'safe-contact' ? code('new', 'safe') : t('name.call')}</dt>
              <dd>
                <bdi>{door.revealed?.get(one.sealedId) ?? t('case.erased')}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <RevealDoor door={door} label={t('case.reveal')} />
    </div>
  );
}
