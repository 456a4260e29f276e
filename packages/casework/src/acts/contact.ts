import type { DraftEntry } from '@sojourn/journal';
import { ok } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { caseCodeFrom } from '../case-code.ts';
import { contactSources, skippable } from '../codes.ts';
import { country, id } from '../payloads.ts';
import { opening } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { assertedByStaff } from './draft.ts';

/** Opens a case. Nothing about the person is required but where they are; a name is never required. */
export const recordContact = declareAct({
  name: 'contact.record',
  summary: 'A person reached us: open a case',
  input: z.strictObject({
    personId: id,
    presentCountry: country,
    source: z.enum(contactSources).default('not-known'),
    dangerTonight: z.enum(skippable).default('not-asked'),
    medicalEmergency: z.enum(skippable).default('not-asked'),
    alone: z.enum(skippable).default('not-asked'),
  }),
  sealed: { name: { maxLength: 300 }, 'safe-contact': { maxLength: 1_000 }, note: { maxLength: 8_000 }, 'import-row': { maxLength: 60_000 } },
  policy: opening,
  offline: 'record',
  opensCase: true,
  decide: (_state: CaseState | undefined, input, context) => {
    const given = [...context.sealed.keys()];
    const contact: DraftEntry = {
      kind: 'contact-recorded',
      version: 1,
      source: 'caseworker',
      sealedFields: given,
      payload: { personId: input.personId, officeId: context.actor.officeId, caseCode: caseCodeFrom(context.random), source: input.source },
    };
    const safety = [
      ['safety.danger-tonight', input.dangerTonight],
      ['safety.medical-emergency', input.medicalEmergency],
      ['safety.alone', input.alone],
    ] as const;
    return ok([
      contact,
      assertedByStaff(input.personId, 'place.present-country', { is: 'value', value: input.presentCountry }),
      ...safety
        .filter(([, answer]) => answer !== 'not-asked')
        .map(([fact, answer]) =>
          assertedByStaff(input.personId, fact, answer === 'yes' || answer === 'no' ? { is: 'value', value: answer === 'yes' } : { is: answer }),
        ),
    ]);
  },
});
