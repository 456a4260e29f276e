import type { DraftEntry } from '@sojourn/journal';
import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { nameKinds, scriptCodes } from '@sojourn/people';
import { z } from 'zod';
import { caseCodeFrom } from '../case-code.ts';
import { contactSources, skippable } from '../codes.ts';
import { country, id } from '../payloads.ts';
import { opening } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { assertedByStaff, someoneElse } from './draft.ts';

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
    /** Given: the name gets an entry of its own. Without it the name stands in the contact, as said, of no script we know. */
    nameKind: z.enum(nameKinds).optional(),
    nameScript: z.enum(scriptCodes).default('Zyyy'),
    nicknameScript: z.enum(scriptCodes).default('Zyyy'),
    /** Somebody else who told us; what is said of them is sealed under their own key. */
    informantId: id.optional(),
  }),
  sealed: {
    name: { maxLength: 300 },
    /** What they want to be called. */
    nickname: { maxLength: 300 },
    'safe-contact': { maxLength: 1_000 },
    note: { maxLength: 8_000 },
    'import-row': { maxLength: 60_000 },
    informant: { maxLength: 300, about: 'informantId' },
    'informant-contact': { maxLength: 1_000, about: 'informantId' },
  },
  policy: opening,
  offline: 'record',
  opensCase: true,
  decide: (_state: CaseState | undefined, input, context) => {
    const given = [...context.sealed.keys()];
    const ofInformant = given.filter((field) => field.startsWith('informant'));
    if (input.informantId === input.personId) return refused({ kind: 'person-is-here-already' });
    const informant = someoneElse(
      undefined,
      { personId: input.informantId, relation: 'informant', fields: ['informant', 'informant-contact'], on: context.on },
      context.sealed,
    );
    if (!informant.ok) return informant;
    const apart = [...ofInformant, 'nickname', ...(input.nameKind === undefined ? [] : ['name'])];
    const named = (field: string, kind: string, script: string, call: boolean): DraftEntry => ({
      kind: 'name-recorded',
      version: 1,
      source: 'person',
      sealedFields: [field],
      payload: { subjectId: input.personId, kind, script, call, source: 'person', on: context.on },
    });
    const contact: DraftEntry = {
      kind: 'contact-recorded',
      version: 1,
      source: 'caseworker',
      sealedFields: given.filter((field) => !apart.includes(field)),
      payload: { personId: input.personId, officeId: context.actor.officeId, caseCode: caseCodeFrom(context.random), source: input.source },
    };
    const safety = [
      ['safety.danger-tonight', input.dangerTonight],
      ['safety.medical-emergency', input.medicalEmergency],
      ['safety.alone', input.alone],
    ] as const;
    return ok([
      contact,
      ...(given.includes('name') && input.nameKind !== undefined ? [named('name', input.nameKind, input.nameScript, false)] : []),
      ...(given.includes('nickname') ? [named('nickname', 'nickname', input.nicknameScript, true)] : []),
      ...informant.value,
      assertedByStaff(input.personId, 'place.present-country', { is: 'value', value: input.presentCountry }),
      ...safety
        .filter(([, answer]) => answer !== 'not-asked')
        .map(([fact, answer]) =>
          assertedByStaff(input.personId, fact, answer === 'yes' || answer === 'no' ? { is: 'value', value: answer === 'yes' } : { is: answer }),
        ),
    ]);
  },
});
