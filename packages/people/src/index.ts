export { type CalendarDay, type CalendarId, calendarIds, dayIn, intervalIn, monthsIn } from './calendars.ts';
export { comparableForms } from './comparable-forms.ts';
export { withWesternDigits } from './digits.ts';
export { monthPrecision } from './month-precision.ts';
export { type NameKind, type NamePart, nameKinds, namePartsFrom, namePartsText, partRoles, type ScriptCode, scriptCodes, scriptOf } from './names.ts';
export { isNeverRecipient, type Relation, relations } from './relations.ts';
export { readSaidDate, type SaidDate, saidDateText, type Understood, understood } from './said-date.ts';
export { type SearchKind, searchKinds } from './search-kinds.ts';
