export { measuredRule, pick, randomRule, randomWorld, seeded, type World, worldFacts } from './generator.ts';
export { slowly } from './slow-reading.ts';
export { type Trial, trials } from './trials.ts';
