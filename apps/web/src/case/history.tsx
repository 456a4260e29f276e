import { useDates, useDesk, useFactValue } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';

type Line = CasePart['record']['history'][number];

export function History({ record }: CasePart) {
  const { t, language } = useWords();
  const code = useCode();
  const day = useDates();
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const receivedOn = (line: Line) => new Date(line.receivedAt).toISOString().slice(0, 10);
  return (
    <Section id="history" title={t('history.title')}>
      <ol className="timeline" reversed>
        {[...record.history].reverse().map((line) => (
          <li key={line.entryId} className={line.waiting === true ? 'waiting' : ''}>
            <strong>{code('kind', line.kind)}</strong> <What line={line} />
            <span className="quiet">
              {line.author} · {moment.format(line.receivedAt)}
              {line.occurredLatest < receivedOn(line) ? ` · ${t('history.on', { on: day(line.occurredEarliest) })}, ${t('history.late')}` : ''}
              {line.waiting === true ? ` · ${t('history.waiting')}` : ''}
              {line.sealedFields.length > 0 ? ` · ${t('history.sealed')}` : ''}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function What({ line }: { readonly line: Line }) {
  const { texts } = useDesk();
  const code = useCode();
  const show = useFactValue();
  const payload = line.payload as
    | { readonly fact?: string; readonly answer?: { readonly is: string; readonly value?: unknown }; readonly decision?: string; readonly service?: string }
    | undefined;
  if (payload?.fact !== undefined)
    return (
      <span>{`${texts.facts[payload.fact]?.name ?? payload.fact}: ${payload.answer?.is === 'value' ? show(payload.fact, payload.answer.value) : code('answer', payload.answer?.is ?? 'not-known')} `}</span>
    );
  if (payload?.decision !== undefined) return <span>{code('decision', payload.decision)} </span>;
  return payload?.service === undefined ? null : <span>{code('services', payload.service)} </span>;
}
