import type { permissionWords as english } from '../en/permission.ts';

export const permissionWords: Readonly<Record<keyof typeof english, string>> = {
  'refusal.case-closed': 'هذا الملف مغلق. افتحه أولًا؛ ما حدث يمكن تدوينه دائمًا.',
  'refusal.case-erased': 'مُحيت أقوال هذا الملف. ما يحدث من الآن يمكن تدوينه.',
  'role.data-protection': 'حماية البيانات',
  'role.safeguarding': 'الصون (الشكاوى)',
};
