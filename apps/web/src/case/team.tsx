import { conflictKinds, teamParts } from '@sojourn/casework';
import { ActForm } from '../ui/act-form.tsx';
import { useColleagues } from '../ui/colleagues.ts';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';

/** Who answers for the case, who works on it, and for whom it does not exist. */
export function Team({ record, reload }: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const colleagues = useColleagues();
  const { case: kase, may, people } = record;
  const { standing } = kase;
  const name = (userId: string) => people[userId] ?? '';
  const form = { caseId: kase.caseId, personId: kase.personId, basis: kase.sequence, onSaved: reload };
  const why = { name: 'reason', label: t('team.why'), kind: 'long', sealed: true } as const;
  const note = { name: 'note', label: t('team.note'), kind: 'long', sealed: true } as const;
  const who = { name: 'userId', label: t('team.who'), kind: 'choice', options: colleagues, required: true } as const;
  return (
    <Section id="team" title={t('team.title')} lead={t('team.lead')}>
      {standing.restricted ? <p className="notice">{t('team.restricted')}</p> : null}
      {standing.team.some((one) => one.as === 'owner') ? null : <p className="notice">{t('team.none')}</p>}
      <ul className="log">
        {standing.team.map((one) => (
          <li key={one.userId}>
            <strong>{name(one.userId)}</strong> <span className="quiet">{code('teamPart', one.as)}</span>
            {may.includes('team.leave') && one.as !== 'owner' ? (
              <Reveal label={t('team.remove', { name: name(one.userId) })}>
                <ActForm act="team.leave" {...form} fixed={{ userId: one.userId }} fields={[note]} />
              </Reveal>
            ) : null}
          </li>
        ))}
        {standing.conflicts.map((one) => (
          <li key={one.entryId}>
            {t('team.barred', { name: name(one.userId), kind: code('conflict', one.kind) })}
            {may.includes('conflict.lift') ? (
              <Reveal label={t('team.conflictLift')}>
                <ActForm act="conflict.lift" {...form} fixed={{ conflictId: one.entryId }} fields={[why]} />
              </Reveal>
            ) : null}
          </li>
        ))}
      </ul>
      {may.includes('team.join') ? (
        <Reveal label={t('team.add')}>
          <ActForm
            act="team.join"
            {...form}
            fields={[
              who,
              { name: 'as', label: t('team.as'), kind: 'choice', options: teamParts.map((value) => ({ value, label: code('teamPart', value) })) },
              note,
            ]}
          />
        </Reveal>
      ) : null}
      {may.includes('case.restrict') && !standing.restricted ? (
        <Reveal label={t('team.restrict')}>
          <ActForm act="case.restrict" {...form} fields={[why]} />
        </Reveal>
      ) : null}
      {may.includes('case.unrestrict') && standing.restricted ? (
        <Reveal label={t('team.unrestrict')}>
          <ActForm act="case.unrestrict" {...form} fields={[why]} />
        </Reveal>
      ) : null}
      {may.includes('conflict.declare') ? (
        <Reveal label={t('team.conflict')}>
          <p className="lead">{t('team.conflictLead')}</p>
          <ActForm
            act="conflict.declare"
            {...form}
            fields={[
              who,
              {
                name: 'kind',
                label: t('team.conflictKind'),
                kind: 'choice',
                options: conflictKinds.map((value) => ({ value, label: code('conflict', value) })),
              },
              why,
            ]}
          />
        </Reveal>
      ) : null}
    </Section>
  );
}
