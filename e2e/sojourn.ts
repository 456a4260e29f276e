import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A running Sojourn as a person starts it, on a folder of its own with a space in its name; it can be killed and started again. */
export class Sojourn {
  readonly folder = mkdtempSync(join(tmpdir(), 'sojourn journey '));
  port: number;
  log = '';
  #process: ChildProcess | undefined;

  constructor(port: number) {
    // Other checkouts may run their journeys at the same time.
    this.port = port + (process.pid % 500) * 40;
  }

  /** Where it answers: the port it was given first, or the next free one. */
  get address(): string {
    return `http://localhost:${this.port}`;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'apps/server/src/main.ts')], {
      cwd: root,
      env: { SOJOURN_DEMO_PEOPLE: 'first', ...process.env, SOJOURN_DATA: this.folder, SOJOURN_PORT: String(this.port) },
    });
    this.#process = child;
    await new Promise<void>((ready, failed) => {
      child.once('exit', (code) => failed(new Error(`Sojourn ended with ${code}: ${this.log.slice(-2_000)}`)));
      const note = (part: Buffer) => {
        this.log += part.toString();
        if (!this.log.includes('Stop with Ctrl-C')) return;
        this.port = Number(/Sojourn is ready: \S+:(\d+)/.exec(this.log)?.[1]);
        ready();
      };
      child.stderr?.on('data', note);
      child.stdout?.on('data', note);
    });
    this.log = this.log.replace('Sojourn is ready', '').replace('Stop with Ctrl-C', '');
  }

  /** As a power cut would: no goodbye. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child !== undefined && child.exitCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await gone;
    }
    const note = join(this.folder, 'database-is-in.txt');
    if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim().split('\n').at(-1) ?? note, { recursive: true, force: true });
    rmSync(this.folder, { recursive: true, force: true });
  }
}
