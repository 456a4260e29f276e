export { evaluateProgramme, type ProgrammeAnswer, type TestAnswer } from './evaluate-programme.ts';
