import type { permissionWords as english } from '../en/permission.ts';

export const permissionWords: Readonly<Record<keyof typeof english, string>> = {
  'refusal.case-closed': 'Ce dossier est clos. Rouvrez-le d’abord ; ce qui s’est passé peut encore être noté.',
  'refusal.case-erased': 'Les mots de ce dossier ont été effacés. Ce qui arrive désormais peut encore être noté.',
  'role.data-protection': 'Protection des données',
  'role.safeguarding': 'Sauvegarde (plaintes)',
};
