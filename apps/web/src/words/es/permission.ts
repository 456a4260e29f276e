import type { permissionWords as english } from '../en/permission.ts';

export const permissionWords: Readonly<Record<keyof typeof english, string>> = {
  'refusal.case-closed': 'Este caso está cerrado. Ábralo primero; lo que ocurrió aún puede anotarse.',
  'refusal.case-erased': 'Las palabras de este caso fueron borradas. Lo que ocurra desde ahora aún puede anotarse.',
  'role.data-protection': 'Protección de datos',
  'role.safeguarding': 'Salvaguardia (quejas)',
};
