import { guardianClaims, guardianEvidence } from '@sojourn/consent';
import { useDesk } from '../../desk.tsx';
import { ActForm } from '../../ui/act-form.tsx';
import { Reveal } from '../../ui/section.tsx';
import { useCode, useWords } from '../../words/index.tsx';
import type { CasePart } from '../part.ts';
import { usePeopleOptions } from '../people-options.ts';
import { formOf, listed } from './options.ts';

/** Who says they may answer for this person, and what a colleague has verified. Shown where the person is or may be a child. */
export function Guardians(part: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const { session } = useDesk();
  const people = usePeopleOptions(part.record);
  const { guardians, isChild, personId } = part.record.case;
  const { may } = part.record;
  if (isChild === 'no' && guardians.length === 0) return null;
  const form = formOf(part);
  const by = (userId: string) => part.record.people[userId] ?? '';
  return (
    <>
      <h3>{t('cs.guardians')}</h3>
      <ul className="log">
        {guardians.map((one) => (
          <li key={one.entryId}>
            <strong>{code('guardianClaim', one.claim)}</strong>{' '}
            <span className="quiet">
              {one.inConflict
                ? t('cs.guardian.conflict')
                : one.verified === undefined
                  ? t('cs.guardian.open')
                  : t('cs.guardian.verified', { by: by(one.verified.by), evidence: code('evidence', one.verified.evidence) })}
            </span>
            {one.verified === undefined && one.recordedBy !== session.user.userId && may.includes('guardian.verify') ? (
              <Reveal label={t('cs.guardian.verify')}>
                <ActForm
                  act="guardian.verify"
                  {...form}
                  fixed={{ guardianId: one.entryId }}
                  fields={[{ name: 'evidence', label: t('cs.why'), kind: 'choice', options: listed(guardianEvidence, (v) => code('evidence', v)) }]}
                />
              </Reveal>
            ) : null}
            {one.verified !== undefined && !one.inConflict && may.includes('guardian.in-conflict') ? (
              <Reveal label={t('cs.guardian.conflictFound')}>
                <ActForm
                  act="guardian.in-conflict"
                  {...form}
                  fixed={{ guardianId: one.entryId }}
                  fields={[{ name: 'reason', label: t('cs.why'), kind: 'long', sealed: true, required: true }]}
                />
              </Reveal>
            ) : null}
          </li>
        ))}
      </ul>
      {may.includes('guardian.record') ? (
        <Reveal label={t('cs.guardian.add')}>
          <ActForm
            act="guardian.record"
            {...form}
            fixed={{ subjectId: personId }}
            fields={[
              {
                name: 'claim',
                label: t('consent.guardian'),
                kind: 'choice',
                options: listed(guardianClaims, (v) => code('guardianClaim', v)),
                value: 'self-declared',
              },
              { name: 'name', member: 'personId', label: t('cs.guardian.name'), kind: 'person', options: people },
            ]}
          />
        </Reveal>
      ) : null}
    </>
  );
}
