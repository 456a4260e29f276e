import type { deviceWords as en } from '../en/device.ts';

export const deviceWords = {
  'device.nav': 'Cet appareil',
  'device.title': 'Travailler sans réseau sur cet appareil',
  'device.lead': 'Les dossiers que vous ouvrez ici peuvent être gardés sur cet appareil, pour les lire et noter ce qui se passe là où il n’y a pas de réseau.',
  'device.kept':
    'Les {cases} derniers dossiers ouverts sont gardés, pendant {days} jours après leur dernière ouverture. Les noms et les textes scellés n’en font pas partie : ils restent sur le serveur.',
  'device.shared':
    'Sur un ordinateur que d’autres utilisent aussi : ce qui est gardé est verrouillé par votre phrase secrète. Qui a l’ordinateur et apprend la phrase peut lire les faits codés de ces dossiers, et ce que vous avez écrit et qui n’est pas encore envoyé. Une personne habile qui emporte l’ordinateur peut essayer des phrases aussi longtemps qu’elle veut : seule une longue phrase protège. Si l’on peut vous forcer à ouvrir cet appareil, n’y gardez pas de dossiers.',
  'device.locks':
    'Après {tries} phrases fausses, tout ce qui est gardé est effacé. Un nouveau mot de passe, la fin de vos autres sessions, ou « Effacer de tous mes appareils », l’efface de chaque appareil dès qu’il atteint le serveur.',
  'device.passphrase': 'Phrase secrète pour cet appareil',
  'device.hint':
    'Au moins {least} caractères. Quatre ou cinq mots que vous seul mettriez ensemble conviennent. Pas votre mot de passe. Personne ne peut la retrouver.',
  'device.again': 'La phrase encore une fois',
  'device.understood': 'J’ai lu ce que cela signifie',
  'device.begin': 'Garder les dossiers sur cet appareil',
  'device.tooShort': 'Cette phrase est trop courte.',
  'device.notSame': 'Les deux phrases ne sont pas les mêmes.',
  'device.on': 'Des dossiers sont gardés sur cet appareil. Ici maintenant : {count}.',
  'device.remove': 'Effacer tout ce qui est gardé ici',
  'device.removeSure': 'Vraiment effacer : appuyez encore une fois',
  'device.removeAll': 'Effacer de tous mes appareils',
  'device.removed': 'Plus rien n’est gardé sur cet appareil.',
  'device.removedAll': 'Plus rien n’est gardé ici. Vos autres appareils l’effacent dès qu’ils atteignent le serveur.',
  'device.waitingStays': 'Ce que vous avez noté et qui n’est pas encore envoyé reste, verrouillé, et part quand vous vous connectez.',
  'unlock.title': 'Pas de connexion',
  'unlock.lead':
    'Le serveur est hors d’atteinte. Avec votre phrase secrète pour cet appareil, vous pouvez lire les dossiers gardés ici et noter ce qui se passe. Cela part quand vous vous reconnectez.',
  'unlock.who': 'Qui êtes-vous ?',
  'unlock.open': 'Ouvrir',
  'unlock.opening': 'Ouverture…',
  'unlock.wrong': 'Ce n’est pas la phrase secrète. Essais restants : {left}. Ensuite tout ce qui est gardé ici est effacé.',
  'unlock.removed': 'Tout ce qui était gardé ici a été effacé. Ce qui attend d’être envoyé est encore là, verrouillé ; cela part quand vous vous connectez.',
  'unlock.without': 'Vous travaillez sans réseau, par phrase secrète.',
  'unlock.back': 'La connexion est revenue. Connectez-vous, et ce qui attend est envoyé.',
  'unlock.signIn': 'Se connecter',
  'unlock.listNote': 'Sans connexion : seulement les dossiers gardés sur cet appareil.',
  'update.ready': 'Une nouvelle version est prête.',
  'update.take': 'La charger maintenant',
} as const satisfies Record<keyof typeof en, string>;
