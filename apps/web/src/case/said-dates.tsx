import { readSaidDate } from '@sojourn/people';
import { useDateWords } from '../ui/calendars.ts';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';
import { RevealDoor } from './reveal-door.tsx';
import { useRevealed } from './use-revealed.ts';

type Statement = CasePart['record']['case']['facts'][number]['from'][number];

/** The date as it was said, in its own calendar and digits: identity, so it opens by hand and is written down. */
export function SaidDates({ record, from }: { readonly record: CasePart['record']; readonly from: readonly Statement[] }) {
  const { t } = useWords();
  const code = useCode();
  const words = useDateWords();
  const { caseId, sealed } = record.case;
  const here = sealed.filter((one) => one.field === 'said' && from.some((statement) => statement.entryId === one.entryId));
  const door = useRevealed(
    caseId,
    here.map((one) => one.sealedId),
  );
  if (here.length === 0) return null;
  const text = (sealedId: string): string => {
    const kept = door.revealed?.get(sealedId);
    const said = readSaidDate(kept ?? '');
    return said === undefined ? (kept ?? t('case.erased')) : words.said(said);
  };
  return (
    <div className="said">
      {door.revealed === undefined ? null : (
        <ul>
          {here.map((one) => (
            <li key={one.sealedId}>
              {code('statement', from.find((statement) => statement.entryId === one.entryId)?.source ?? '')}: <bdi>{text(one.sealedId)}</bdi>
            </li>
          ))}
        </ul>
      )}
      <RevealDoor door={door} label={t('date.said')} />
    </div>
  );
}
