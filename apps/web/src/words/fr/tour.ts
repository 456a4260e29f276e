import type { tourWords as english } from '../en/tour.ts';

export const tourWords: Readonly<Record<keyof typeof english, string>> = {
  'tour.offer': 'Nouveau ici ?',
  'tour.offerLead': 'L’essentiel du travail en dix étapes : du premier contact à l’aide payée. Rien n’est modifié.',
  'tour.start': 'Commencer la visite',
  'tour.later': 'Pas maintenant',
  'tour.again': 'Visite',
  'tour.at': 'Étape {at} sur {of}',
  'tour.next': 'Suivant',
  'tour.back': 'Précédent',
  'tour.skip': 'Finir la visite',
  'tour.done': 'Terminé',
  'tour.keys': 'Échap y met fin.',
  'tour.list.title': 'La liste de travail',
  'tour.list.text':
    'Qui a besoin de quelqu’un maintenant vient d’abord : danger cette nuit, enfant seul, médecin. Chaque ligne dit ce qui suit. Les noms n’y sont pas : une liste se lit par-dessus l’épaule.',
  'tour.new.title': 'Un nouveau contact',
  'tour.new.text':
    'Seul le pays est nécessaire. Tout le reste peut attendre, et toute question peut être passée : pas demandé, refusé, pas connu sont aussi des réponses. Le contact sûr se demande avant tout.',
  'tour.facts.title': 'Un dossier : ce qui a été dit',
  'tour.facts.text':
    'Rien n’est effacé. Chaque réponse garde qui l’a dite et quand. Si deux sources se contredisent, les deux restent, et aucune décision ne s’y appuie avant qu’une personne nommée ne tranche.',
  'tour.interview.title': 'L’entretien',
  'tour.interview.text':
    'Il ne demande que ce qui changerait une réponse, la sécurité d’abord, une question à la fois. Ce qui en découle n’est jamais montré à côté de la personne.',
  'tour.rights.title': 'Les droits',
  'tour.rights.text':
    'Ce que chaque État doit à cette personne aujourd’hui, avec l’article et le jour où il l’a lié. Oui, non, sans objet, ou pas connu ; et alors ce qui trancherait. Aucun juriste ne l’a encore lu, et c’est dit.',
  'tour.fund.title': 'Les critères du fonds',
  'tour.fund.text': 'Cinq critères, chacun avec ses raisons. C’est un premier tri et ne décide rien : une personne nommée décide et écrit pourquoi.',
  'tour.consent.title': 'L’accord',
  'tour.consent.text':
    'Rien ne sort sans l’accord de la personne, pour ce but et ce destinataire. Un refus ne lui coûte rien et peut être repris, comme un accord.',
  'tour.plan.title': 'Plan et argent',
  'tour.plan.text': 'L’une demande, une autre décide et approuve, une troisième paie. Promis, approuvé, payé et reçu se lisent côte à côte.',
  'tour.names.title': 'Les noms',
  'tour.names.text':
    'Noms, numéros et paroles sont scellés, chacun sous la clé de la personne. En ouvrir un demande le second facteur et est noté ; il se referme de lui-même.',
  'tour.law.title': 'Le droit, et la suite',
  'tour.law.text':
    'Les traités, qui les a ratifiés, et des cartes de droits à remettre, sans aucun dossier. La visite est finie. Commencez par un nouveau contact, ou ouvrez un dossier : tout le monde ici est inventé.',
};
