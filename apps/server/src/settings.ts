import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { isInitialised } from './installation.ts';
import type { SignOn } from './sign-in/sign-on.ts';

export type Settings = {
  readonly dataFolder: string;
  readonly port: number;
  readonly database: 'embedded:' | `postgres://${string}`;
  readonly catalogueFile: string;
  readonly webFolder: string;
  readonly demo: boolean;
  /** 'all', or the first few only: tests count them. */
  readonly demoPeople: 'all' | 'first';
  /** A superuser of the database, where `database` names none: for the commands that make or change tables, read all or bring all back. */
  readonly databaseAdmin: `postgres://${string}` | undefined;
  /** The address this machine listens on: 'localhost', or one that others reach. */
  readonly listen: string;
  /** Files of our own certificate, with its chain, and of its key. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
  /** A further server process on a folder where one runs already: with a database elsewhere only. */
  readonly beside: boolean;
  /** Networks that may be told things besides the public one, as CIDR ranges with commas between. */
  readonly webhookNetworks: string;
  /** How often a notification is tried, and the first wait in seconds. */
  readonly webhookTrying: { readonly tries: number; readonly firstWaitSeconds: number };
  /** The key-encryption key, 32 bytes as hexadecimal, where the surroundings give it. */
  readonly key: string | undefined;
  /** As people's browsers see it, where that is not http://localhost: 'https://desk.example.org'. */
  readonly address: string | undefined;
  /** Addresses of reverse proxies whose word about who asks is believed. */
  readonly proxies: readonly string[];
  /** An identity provider, where people sign in with one. */
  readonly signOn: SignOn | undefined;
};

export const secretsFolder = (settings: Settings): string => join(settings.dataFolder, 'secrets');

/** From the environment, each with a default; throws one sentence a person can act on when a value makes no sense. */
export function settingsFrom(environment: Readonly<Record<string, string | undefined>>, root: string): Settings {
  const port = Number(environment['SOJOURN_PORT'] ?? '4173');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('SOJOURN_PORT must be a port number from 1 to 65535.');
  const dataFolder = resolve(root, environment['SOJOURN_DATA'] ?? '.data');
  const tls = tlsFrom(environment);
  const database = databaseFrom(fromFile(environment, 'SOJOURN_DATABASE') ?? 'embedded:', 'SOJOURN_DATABASE');
  const beside = environment['SOJOURN_BESIDE'] === 'yes';
  if (beside && database === 'embedded:') throw new Error('A second server process needs a database of its own place: give SOJOURN_DATABASE.');
  return {
    dataFolder,
    port,
    database,
    databaseAdmin: adminFrom(environment),
    listen: environment['SOJOURN_LISTEN'] ?? 'localhost',
    tls,
    beside,
    catalogueFile: resolve(root, environment['SOJOURN_CATALOGUE'] ?? '.cache/catalogue.json'),
    webFolder: resolve(root, 'apps/web/dist'),
    demoPeople: environment['SOJOURN_DEMO_PEOPLE'] === 'first' ? 'first' : 'all',
    demo: demoFrom(environment['SOJOURN_DEMO'], dataFolder),
    webhookNetworks: environment['SOJOURN_WEBHOOK_NETWORKS'] ?? '',
    webhookTrying: {
      tries: wholeNumber(environment, 'SOJOURN_WEBHOOK_TRIES', 12),
      firstWaitSeconds: wholeNumber(environment, 'SOJOURN_WEBHOOK_FIRST_WAIT', 15),
    },
    key: keyFrom(environment['SOJOURN_KEY']),
    signOn: signOnFrom(environment),
    ...placeFrom(environment, tls !== undefined),
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What `NAME` says, or what stands in the file that `NAME_FILE` names: a secret in a file is seen by fewer than one in the surroundings. */
function fromFile(environment: Environment, name: string): string | undefined {
  const path = environment[`${name}_FILE`];
  return environment[name] ?? (path === undefined || path === '' ? undefined : readFileSync(path, 'utf8').trim());
}

function adminFrom(environment: Environment): Settings['databaseAdmin'] {
  const text = fromFile(environment, 'SOJOURN_DATABASE_ADMIN');
  const address = text === undefined ? undefined : databaseFrom(text, 'SOJOURN_DATABASE_ADMIN');
  return address === 'embedded:' ? undefined : address;
}

/** An installation made by `init` is for real people and never becomes a demonstration. */
function demoFrom(said: string | undefined, dataFolder: string): boolean {
  if (!isInitialised(dataFolder)) return (said ?? 'yes') === 'yes';
  if (said === 'yes') throw new Error('This folder was set up for real people: it never becomes a demonstration. Set SOJOURN_DATA to another folder for one.');
  return false;
}

function tlsFrom(environment: Environment): Settings['tls'] {
  const { SOJOURN_TLS_CERT: certificate = '', SOJOURN_TLS_KEY: key = '' } = environment;
  if (certificate === '' && key === '') return undefined;
  if (certificate === '' || key === '')
    throw new Error('Give both SOJOURN_TLS_CERT and SOJOURN_TLS_KEY: the files of the certificate with its chain, and of its key.');
  for (const path of [certificate, key]) if (!isAbsolute(path)) throw new Error('SOJOURN_TLS_CERT and SOJOURN_TLS_KEY are whole paths, from the root.');
  return { certificate, key };
}

function signOnFrom(environment: Readonly<Record<string, string | undefined>>): SignOn | undefined {
  const { SOJOURN_OIDC_ISSUER: issuer, SOJOURN_OIDC_CLIENT_ID: clientId, SOJOURN_OIDC_CLIENT_SECRET: clientSecret, SOJOURN_OIDC_NAME: name } = environment;
  if (issuer === undefined || issuer === '') return undefined;
  if (clientId === undefined || clientSecret === undefined)
    throw new Error('With SOJOURN_OIDC_ISSUER give SOJOURN_OIDC_CLIENT_ID and SOJOURN_OIDC_CLIENT_SECRET too.');
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.hostname !== 'localhost')) throw new Error('SOJOURN_OIDC_ISSUER must begin with https://');
  return { issuer, clientId, clientSecret, name: name ?? url.hostname };
}

const loopback: readonly string[] = ['localhost', '127.0.0.1', '::1'];

function placeFrom(environment: Environment, ownCertificate: boolean): Pick<Settings, 'address' | 'proxies'> {
  const { SOJOURN_ADDRESS: address, SOJOURN_PROXY: proxy, SOJOURN_LISTEN: listen = 'localhost' } = environment;
  const proxies = (proxy ?? '').split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  const whole = ['0.0.0.0/0', '::/0'].find((all) => proxies.includes(all));
  if (whole !== undefined) throw new Error(`SOJOURN_PROXY names the proxies whose word is believed; ${whole} would believe everyone.`);
  if (!loopback.includes(listen) && !ownCertificate && proxies.length === 0)
    throw new Error('SOJOURN_LISTEN lets other machines in, and nothing encrypts what they send: give SOJOURN_TLS_CERT and SOJOURN_TLS_KEY, or SOJOURN_PROXY.');
  if (address === undefined || address === '') {
    if (ownCertificate) throw new Error('With a certificate of your own give SOJOURN_ADDRESS: what people type, as https://desk.example.org');
    return { address: undefined, proxies };
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/')
    throw new Error('SOJOURN_ADDRESS must be what people type: https://desk.example.org');
  if (url.protocol === 'https:' && proxies.length === 0 && !ownCertificate)
    throw new Error(
      'SOJOURN_ADDRESS begins with https: give your certificate as SOJOURN_TLS_CERT and SOJOURN_TLS_KEY, or, where a reverse proxy in front of Sojourn encrypts, its address as SOJOURN_PROXY (127.0.0.1 on the same machine).',
    );
  if (url.protocol === 'http:' && ownCertificate) throw new Error('With a certificate of your own, SOJOURN_ADDRESS begins with https://');
  return { address: url.origin, proxies };
}

function wholeNumber(environment: Readonly<Record<string, string | undefined>>, name: string, otherwise: number): number {
  const value = Number(environment[name] ?? otherwise);
  if (!Number.isInteger(value) || value < 1 || value > 86_400) throw new Error(`${name} must be a whole number from 1 to 86400.`);
  return value;
}

function keyFrom(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const bytes = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64');
  if (bytes.length !== 32) throw new Error('SOJOURN_KEY must be 32 bytes, as 64 hexadecimal digits or as base64.');
  return bytes.toString('hex');
}

function databaseFrom(text: string, name: string): Settings['database'] {
  if (text === 'embedded:') return text;
  if (text.startsWith('postgres://') && URL.canParse(text)) return text as `postgres://${string}`;
  throw new Error(`${name} must be 'embedded:' or begin with 'postgres://'.`);
}
