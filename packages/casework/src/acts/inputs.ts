import { z } from 'zod';
import { conclusions, elementAnswers } from '../codes.ts';

export { language } from '../authority/payloads.ts';
export { amount, answer, day, id } from '../payloads.ts';
export const element = z.enum(elementAnswers);
export const conclusions_ = z.enum(conclusions);
