export { type ProgrammeAnswer, type TestAnswer, evaluateProgramme } from './evaluate-programme.ts';
