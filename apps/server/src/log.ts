import type { Writable } from 'node:stream';

type Line = { readonly at: string; readonly method: string; readonly route: string; readonly status: number; readonly milliseconds: number };
type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

const text = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const whole = (most: number) => (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
const at = text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
// A frame of our code or of a library: what is called, and where it stands.
const frame = text(/^at [\w$.<>[\] ]{0,120}\(?(file:\/\/|node:)?[\w/.@%+:-]{1,300}\)?$/);

/** Everything that may stand in a log. A field that is not named here, or does not look as it must, does not come in. */
const shapes = {
  request: {
    at,
    method: text(/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/),
    // The route's pattern, as the program registered it; never the address that someone asked for.
    route: text(/^(none|\*|\/[a-z0-9/._:*-]{0,120})$/i),
    status: whole(599),
    milliseconds: whole(86_400_000),
  },
  fault: {
    at,
    fault: text(/^(error|[A-Za-z]{0,40}(Error|Exception)|RefusedHere|object|string|number|undefined)$/),
    code: text(/^[A-Z0-9_]{0,60}$/),
    where: (value: unknown) => Array.isArray(value) && value.length <= 6 && value.every(frame),
  },
} as const satisfies Readonly<Record<string, Shape>>;

/** The line as it may stand in a log: what is unknown or looks otherwise is left out. Undefined where nothing of it says when and what. */
export function allowed(kind: keyof typeof shapes, line: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  const shape: Shape = shapes[kind];
  const kept = Object.entries(shape).flatMap(([field, fits]) => (fits(line[field]) ? [[field, line[field]] as const] : []));
  return kept.some(([field]) => field === 'at') && kept.length > 1 ? Object.fromEntries(kept) : undefined;
}

/** A line of a log file, read again under the same list: for a support bundle. Undefined for everything that is none of ours. */
export function readLogLine(line: string): Readonly<Record<string, unknown>> | undefined {
  const read = parsed(line);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
  return allowed('fault' in read ? 'fault' : 'request', read as Readonly<Record<string, unknown>>);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function write(to: Writable, line: Readonly<Record<string, unknown>> | undefined): void {
  if (line !== undefined) to.write(`${JSON.stringify(line)}\n`);
}

/** The route's pattern, never the address; no body, no header, no message of an error. */
export function logRequest(line: Line): void {
  write(process.stdout, allowed('request', line));
}

/** A fault is our bug: its class and where in our code, without its message, which may quote a value. */
export function logFault(problem: unknown, when: string): void {
  const fault = problem instanceof Error ? problem.name : typeof problem;
  const code = typeof problem === 'object' && problem !== null && 'code' in problem ? String(problem.code) : '';
  const frames = problem instanceof Error ? framesOf(problem) : [];
  write(process.stderr, allowed('fault', { at: when, fault, code, where: frames }));
}

function framesOf(problem: Error): readonly string[] {
  const lines = (problem.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return lines
    .map((line) => line.trim())
    .filter(frame)
    .slice(0, 6);
}
