export { type Running, startSojourn } from './start.ts';
