import type { deviceWords as en } from '../en/device.ts';

export const deviceWords = {
  'device.nav': 'Este dispositivo',
  'device.title': 'Trabajar sin red en este dispositivo',
  'device.lead': 'Los casos que usted abre aquí pueden guardarse en este dispositivo, para leerlos y anotar lo que ocurre donde no hay red.',
  'device.kept':
    'Se guardan los últimos {cases} casos que abrió, durante {days} días desde la última vez. Los nombres y los textos sellados no están entre ellos: quedan en el servidor.',
  'device.shared':
    'En un portátil que usan también otras personas: lo guardado queda bajo su frase secreta. Quien tenga el portátil y conozca la frase puede leer los datos codificados de esos casos, y lo que usted escribió y aún no se envió. Alguien hábil que se lleve el portátil puede probar frases cuanto quiera: solo una frase larga protege. Si pueden obligarle a abrir este dispositivo, no guarde casos en él.',
  'device.locks':
    'Tras {tries} frases erróneas se borra todo lo guardado. Una nueva contraseña, el cierre de sus otras sesiones, o «Borrar de todos mis dispositivos», lo borra de cada dispositivo en cuanto alcanza el servidor.',
  'device.passphrase': 'Frase secreta para este dispositivo',
  'device.hint': 'Al menos {least} caracteres. Cuatro o cinco palabras que solo usted juntaría son buenas. No su contraseña. Nadie puede recuperarla.',
  'device.again': 'La frase otra vez',
  'device.understood': 'He leído lo que esto significa',
  'device.begin': 'Guardar casos en este dispositivo',
  'device.tooShort': 'Esta frase es demasiado corta.',
  'device.notSame': 'Las dos frases no son iguales.',
  'device.on': 'Se guardan casos en este dispositivo. Ahora aquí: {count}.',
  'device.remove': 'Borrar todo lo guardado aquí',
  'device.removeSure': 'Borrar de verdad: pulse otra vez',
  'device.removeAll': 'Borrar de todos mis dispositivos',
  'device.removed': 'Ya no se guarda nada en este dispositivo.',
  'device.removedAll': 'Ya no se guarda nada aquí. Sus otros dispositivos lo borran en cuanto alcanzan el servidor.',
  'device.waitingStays': 'Lo que anotó y aún no se envió queda, bajo llave, y se envía cuando inicie sesión.',
  'unlock.title': 'Sin conexión',
  'unlock.lead':
    'No se puede alcanzar el servidor. Con su frase secreta para este dispositivo puede leer los casos guardados aquí y anotar lo que ocurre. Se envía cuando vuelva a iniciar sesión.',
  'unlock.who': '¿Quién es usted?',
  'unlock.open': 'Abrir',
  'unlock.opening': 'Abriendo…',
  'unlock.wrong': 'Esta no es la frase secreta. Intentos restantes: {left}. Después se borra todo lo guardado aquí.',
  'unlock.removed': 'Se borró todo lo guardado aquí. Lo que espera ser enviado sigue ahí, bajo llave; se envía cuando inicie sesión.',
  'unlock.without': 'Trabaja sin red, con frase secreta.',
  'unlock.back': 'La conexión ha vuelto. Inicie sesión y se envía lo que espera.',
  'unlock.signIn': 'Iniciar sesión',
  'unlock.listNote': 'Sin conexión: solo los casos guardados en este dispositivo.',
  'update.ready': 'Hay una nueva versión.',
  'update.take': 'Cargarla ahora',
} as const satisfies Record<keyof typeof en, string>;
