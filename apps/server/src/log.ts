type Line = { readonly at: string; readonly method: string; readonly route: string; readonly status: number; readonly milliseconds: number };

/** The log's schema is this allow-list: the route's pattern, never the address; no body, no header, no message of an error. */
export function logRequest(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A fault is our bug: its class and where in our code, without its message, which may quote a value. */
export function logFault(problem: unknown, at: string): void {
  const name = problem instanceof Error ? problem.name : typeof problem;
  const code = typeof problem === 'object' && problem !== null && 'code' in problem ? String(problem.code) : '';
  const where =
    problem instanceof Error
      ? (problem.stack ?? '')
          .split('\n')
          .filter((l) => /^\s+at /.test(l))
          .slice(0, 6)
          .map((l) => l.trim())
      : [];
  process.stderr.write(`${JSON.stringify({ at, fault: name, code, where })}\n`);
}
