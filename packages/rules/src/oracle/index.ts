export { measuredRule, pick, seeded } from './generator.ts';
export { slowly } from './slow-reading.ts';
export { type Trial, trials } from './trials.ts';
