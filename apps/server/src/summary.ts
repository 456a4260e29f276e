import type { FastifyInstance } from 'fastify';
import type { Desk } from './desk.ts';

export function summaryRoute(_app: FastifyInstance, _desk: Desk): void {}
