export { ar } from './ar/index.ts';
export { en, type WordKey } from './en/index.ts';
export { es } from './es/index.ts';
export { fr } from './fr/index.ts';
