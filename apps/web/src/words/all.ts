export { ar } from './ar.ts';
export { en, type WordKey } from './en.ts';
