import type { Upcasts } from '@sojourn/journal';
import type { JsonValue } from '@sojourn/kernel';

/** From what earlier releases wrote to what this one reads. A line is added with each new version and none is ever taken away. */
export const caseUpcasts: Upcasts = {
  // Version 1 left the answer out where a statement was withdrawn.
  'fact-asserted@1': (payload) => ({ version: 2, payload: { answer: { is: 'not-known' }, ...(payload as Readonly<Record<string, JsonValue>>) } }),
  // Version 1 knew no data classes and no named recipient: it covers nothing that leaves this organisation.
  'consent-recorded@1': (payload) => ({
    version: 2,
    payload: { dataClasses: [], invalid: [], interpreterConflict: false, ...(payload as Readonly<Record<string, JsonValue>>) },
  }),
  // Version 1 knew no provider by an id of their own.
  'alternative-tried@1': (payload) => ({ version: 2, payload }),
};
