import type { ComponentProps } from 'react';
import { useDates, useDesk, useFactValue } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';
import { ReliedOn } from './relied-on.tsx';

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
        {linesOf(record).map(({ line, record: of, at }) => (
          <li key={line.entryId} className={line.waiting === true ? 'waiting' : ''}>
            <strong>{code('kind', line.kind)}</strong> <What line={line} />
            {of === undefined ? null : <span className="mark">{t('record.in', { code: of })}</span>}
            <span className="quiet">
              {line.author} · {moment.format(line.receivedAt)}
              {line.occurredLatest < receivedOn(line) ? ` · ${t('history.on', { on: day(line.occurredEarliest) })}, ${t('history.late')}` : ''}
              {line.waiting === true ? ` · ${t('history.waiting')}` : ''}
              {line.sealedFields.length > 0 ? ` · ${t('history.sealed')}` : ''}
            </span>
            {groundsOf(line).length === 0 ? null : <ReliedOn caseId={at ?? record.case.caseId} entryId={line.entryId} grounds={groundsOf(line)} />}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Of this record and of those joined with it, newest first; what waits on this device is newest of all. */
function linesOf({ history, joined }: CasePart['record']): readonly { readonly line: Line; readonly record?: string; readonly at?: string }[] {
  const others = joined.flatMap((one) => one.history.map((line) => ({ line, record: one.caseCode, at: one.caseId })));
  if (others.length === 0) return history.map((line) => ({ line })).reverse();
  const late = (line: Line) => (line.waiting === true ? Number.POSITIVE_INFINITY : line.receivedAt);
  return [...history.map((line) => ({ line })), ...others].sort((a, b) => late(b.line) - late(a.line) || b.line.sequence - a.line.sequence);
}

const groundsOf = ({ payload }: Line): ComponentProps<typeof ReliedOn>['grounds'] =>
  (payload as { readonly reliedOn?: ComponentProps<typeof ReliedOn>['grounds'] } | undefined)?.reliedOn ?? [];

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
