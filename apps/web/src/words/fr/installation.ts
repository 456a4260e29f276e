import type { installationWords as english } from '../en/installation.ts';

export const installationWords: Readonly<Record<keyof typeof english, string>> = {
  'installation.title': 'L’installation',
  'installation.lead': 'Pour qui s’occupe de la machine. Rien du dossier de quiconque n’est ici.',
  'installation.version': 'Version',
  'installation.law': 'Catalogue',
  'installation.started': 'En service depuis',
  'installation.database': 'Base de données',
  'installation.databaseHere': 'PostgreSQL {version}, sur cette machine, {size}',
  'installation.databaseElsewhere': 'PostgreSQL {version}, ailleurs, {size} ; son disque est surveillé là-bas',
  'installation.disk': 'Place sur le disque',
  'installation.diskLine': '{free} libres sur {total}',
  'installation.clock': 'Horloge',
  'installation.clockLine': 'décalée de {moved} depuis le démarrage ; {apart} d’écart avec celle de la base',
  'installation.certificate': 'Certificat',
  'installation.certificateDays': '{days, plural, one {# jour restant} other {# jours restants}}',
  'installation.warnings': 'Ce qui demande une main',
  'installation.well': 'Rien ne demande d’intervention.',
  'installation.look': 'Voir',
  'installationWarning.disk-low': 'Le disque se remplit. Faites de la place, sinon on ne pourra plus enregistrer.',
  'installationWarning.disk-nearly-full':
    'Le disque est presque plein : bientôt rien ne pourra être enregistré. Rien de ce qui est enregistré n’est perdu. Faites de la place aujourd’hui.',
  'installationWarning.clock-moved': 'L’horloge de la machine a été réglée pendant le travail. Ce qui a été noté entre-temps peut porter une heure fausse.',
  'installationWarning.clock-apart': 'L’horloge de cette machine et celle de la base diffèrent de plusieurs minutes. Réglez les deux sur un serveur de temps.',
  'installationWarning.certificate-ends-soon': 'Le certificat prend fin dans moins de deux semaines. Renouvelez-le.',
  'installationWarning.certificate-ended': 'Le certificat a pris fin : les navigateurs refusent ce bureau. Renouvelez-le maintenant.',
};
