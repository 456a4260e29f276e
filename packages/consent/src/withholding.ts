import type { PlainDate } from '@sojourn/kernel';
import type { DataClass } from './data-classes.ts';
import type { Towards } from './firewall.ts';
import type { Withholding } from './records.ts';

/** Which of these classes the person said must not reach this recipient. */
export function withheldFrom(
  withholdings: readonly Withholding[],
  about: { readonly subjectId: string; readonly to: Towards; readonly dataClasses: readonly DataClass[]; readonly on: PlainDate },
): readonly DataClass[] {
  const standing = withholdings.filter(
    (one) =>
      one.subjectId === about.subjectId &&
      (one.liftedOn === undefined || one.liftedOn > about.on) &&
      (one.recipient === undefined || one.recipient === about.to.kind) &&
      (one.recipientId === undefined || one.recipientId === about.to.recipientId),
  );
  return about.dataClasses.filter((dataClass) => standing.some((one) => one.dataClass === undefined || one.dataClass === dataClass));
}
