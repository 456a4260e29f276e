import { describe, expect, it } from 'vitest';
import { allowed, readLogLine } from './log.ts';

const at = '2026-11-25T10:00:00.000Z';
const request = { at, method: 'GET', route: '/api/cases/:caseId', status: 200, milliseconds: 12 };
const fault = { at, fault: 'TypeError', code: 'ECONNRESET', where: ['at readCase (file:///srv/sojourn/apps/server/src/case-access.ts:10:5)'] };

describe('what may stand in a log', () => {
  it('a request and a fault stand as they are', () => {
    expect(allowed('request', request)).toEqual(request);
    expect(allowed('fault', fault)).toEqual(fault);
  });
  it.each([
    ['a field that nobody named', 'request', { ...request, name: 'Selam Tesfaye', body: { phone: '+961 70 000 002' } }, request],
    ['an address instead of a route', 'request', { ...request, route: '/api/people?name=Selam Tesfaye' }, { ...request, route: undefined }],
    ['a name as the method', 'request', { ...request, method: 'ሰላም' }, { ...request, method: undefined }],
    ['a number that is none', 'request', { ...request, status: '200 Selam' }, { ...request, status: undefined }],
    ['the message of an error', 'fault', { ...fault, message: 'no case of Selam Tesfaye' }, fault],
    ['words where a class stands', 'fault', { ...fault, fault: 'Selam is not here' }, { ...fault, fault: undefined }],
    ['words where a code stands', 'fault', { ...fault, code: 'Selam Tesfaye' }, { ...fault, code: undefined }],
    ['a stack with words in it', 'fault', { ...fault, where: ['at Selam Tesfaye, born 2001!'] }, { ...fault, where: undefined }],
  ] as const)('%s is left out', (_what, kind, line, expected) => {
    const wanted = JSON.parse(JSON.stringify(expected)) as object;
    expect(allowed(kind, line)).toEqual(wanted);
    expect(JSON.stringify(allowed(kind, line))).not.toMatch(/Selam|ሰላም|\+961/);
  });
  it('a line of which nothing is known does not come in', () => {
    expect(allowed('request', { at })).toBeUndefined();
    expect(allowed('request', { method: 'GET', status: 200 })).toBeUndefined();
    for (const line of ['', 'Sojourn is ready', '{"at":', '[1]', 'null', JSON.stringify({ at, told: 'Selam' })]) expect(readLogLine(line)).toBeUndefined();
  });
  it('a log file is read under the same list', () => {
    expect(readLogLine(JSON.stringify({ ...request, cookie: 'x' }))).toEqual(request);
    expect(readLogLine(JSON.stringify({ ...fault, message: 'Selam' }))).toEqual(fault);
  });
});
