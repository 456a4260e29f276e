import type { tourWords as english } from '../en/tour.ts';

export const tourWords: Readonly<Record<keyof typeof english, string>> = {
  'tour.offer': '¿Primera vez aquí?',
  'tour.offerLead': 'El trabajo principal en diez paradas: del primer contacto a la ayuda pagada. No se cambia nada.',
  'tour.start': 'Empezar el recorrido',
  'tour.later': 'Ahora no',
  'tour.again': 'Recorrido',
  'tour.at': 'Parada {at} de {of}',
  'tour.next': 'Siguiente',
  'tour.back': 'Anterior',
  'tour.skip': 'Terminar el recorrido',
  'tour.done': 'Hecho',
  'tour.keys': 'Escape lo termina.',
  'tour.list.title': 'La lista de trabajo',
  'tour.list.text':
    'Quien necesita a alguien ahora va primero: peligro esta noche, un niño solo, un médico. Cada línea dice qué sigue. Los nombres no están: una lista se lee por encima del hombro.',
  'tour.new.title': 'Un contacto nuevo',
  'tour.new.text':
    'Solo hace falta el país. Lo demás puede esperar, y toda pregunta se puede saltar: no preguntado, no quiso, no se sabe también son respuestas. El contacto seguro se pregunta antes que nada.',
  'tour.facts.title': 'Un caso: lo que se dijo',
  'tour.facts.text':
    'Nada se sobrescribe. Cada respuesta guarda quién la dijo y cuándo. Si dos fuentes no coinciden, ambas quedan, y ninguna decisión se apoya en ellas hasta que una persona con nombre lo resuelva.',
  'tour.interview.title': 'La entrevista',
  'tour.interview.text':
    'Solo pregunta lo que cambiaría una respuesta, primero la seguridad, una pregunta cada vez. Lo que se sigue de ella nunca se muestra junto a la persona.',
  'tour.rights.title': 'Los derechos',
  'tour.rights.text':
    'Lo que cada Estado debe hoy a esta persona, con el artículo y el día en que lo obligó. Sí, no, no aplica, o no se sabe; y entonces qué lo resolvería. Ningún jurista lo ha leído aún, y se dice.',
  'tour.fund.title': 'Los criterios del fondo',
  'tour.fund.text': 'Cinco criterios, cada uno con sus razones. Es una primera selección y no decide nada: decide una persona con nombre y escribe por qué.',
  'tour.consent.title': 'El acuerdo',
  'tour.consent.text':
    'Nada sale sin el acuerdo de la persona, para este fin y este destinatario. Negarse no le cuesta nada y se puede retirar, igual que un acuerdo.',
  'tour.plan.title': 'Plan y dinero',
  'tour.plan.text': 'Una persona pide, otra decide y aprueba, una tercera paga. Lo prometido, aprobado, pagado y recibido se ven lado a lado.',
  'tour.names.title': 'Los nombres',
  'tour.names.text':
    'Nombres, números y palabras están sellados, cada uno con la llave de esa persona. Abrir uno pide el segundo factor y queda escrito; se cierra solo.',
  'tour.law.title': 'El derecho, y cómo seguir',
  'tour.law.text':
    'Tratados, quién los ratificó y tarjetas de derechos para entregar, sin ningún caso. Aquí termina el recorrido. Empiece con un contacto nuevo o mire un caso: todas las personas aquí son inventadas.',
};
