import type { CaseRecord } from '../case-view.ts';
import { useCode, useWords } from '../words/index.tsx';
import { RevealDoor } from './reveal-door.tsx';
import { useRevealed } from './use-revealed.ts';

/** The name to call the person by, and how to reach them safely. */
export function Identity({ record }: { readonly record: CaseRecord }) {
  const { t } = useWords();
  const { caseId, personId, names, sealed } = record.case;
  const call = names.find((name) => name.subjectId === personId && name.call);
  const fields = sealed.filter((s) => s.subjectId === personId && ((s.entryId === call?.entryId && s.field === call.field) || s.field === 'safe-contact'));
  const door = useRevealed(
    caseId,
    fields.map((one) => one.sealedId),
  );
  return (
    <>
      {fields.length === 0 ? <p className="quiet">{t('case.noName')}</p> : <Words door={door} fields={fields} />}
      {record.joined.length === 0 ? null : <p className="quiet">{t('record.careful')}</p>}
      {record.joined.map((one) => (
        <Elsewhere key={one.caseId} of={one} />
      ))}
    </>
  );
}

type Field = CaseRecord['case']['sealed'][number];

/** As another record of the same person has it, through that record's own door: read there, and written down there. */
function Elsewhere({ of }: { readonly of: CaseRecord['joined'][number] }) {
  const { t } = useWords();
  const fields = of.sealed.filter((s) => s.subjectId === of.personId && ['name', 'nickname', 'safe-contact'].includes(s.field));
  const door = useRevealed(
    of.caseId,
    fields.map((one) => one.sealedId),
  );
  return fields.length === 0 ? null : <Words door={door} fields={fields} label={`${t('case.reveal')} (${t('record.in', { code: of.caseCode })})`} />;
}

function Words({ door, fields, label }: { readonly door: ReturnType<typeof useRevealed>; readonly fields: readonly Field[]; readonly label?: string }) {
  const { t } = useWords();
  const code = useCode();
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
      <RevealDoor door={door} label={label ?? t('case.reveal')} />
    </div>
  );
}
