import { join, resolve } from 'node:path';
import type { SignOn } from './sign-in/sign-on.ts';

export type Settings = {
  readonly dataFolder: string;
  readonly port: number;
  readonly database: 'embedded:' | `postgres://${string}`;
  readonly catalogueFile: string;
  readonly webFolder: string;
  readonly demo: boolean;
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
  return {
    dataFolder: resolve(root, environment['SOJOURN_DATA'] ?? '.data'),
    port,
    database: databaseFrom(environment['SOJOURN_DATABASE'] ?? 'embedded:'),
    catalogueFile: resolve(root, environment['SOJOURN_CATALOGUE'] ?? '.cache/catalogue.json'),
    webFolder: resolve(root, 'apps/web/dist'),
    demo: (environment['SOJOURN_DEMO'] ?? 'yes') === 'yes',
    webhookNetworks: environment['SOJOURN_WEBHOOK_NETWORKS'] ?? '',
    webhookTrying: {
      tries: wholeNumber(environment, 'SOJOURN_WEBHOOK_TRIES', 12),
      firstWaitSeconds: wholeNumber(environment, 'SOJOURN_WEBHOOK_FIRST_WAIT', 15),
    },
    key: keyFrom(environment['SOJOURN_KEY']),
    signOn: signOnFrom(environment),
    ...placeFrom(environment['SOJOURN_ADDRESS'], environment['SOJOURN_PROXY']),
  };
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

function placeFrom(address: string | undefined, proxy: string | undefined): Pick<Settings, 'address' | 'proxies'> {
  const proxies = (proxy ?? '').split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  if (address === undefined || address === '') return { address: undefined, proxies };
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/')
    throw new Error('SOJOURN_ADDRESS must be what people type: https://desk.example.org');
  if (url.protocol === 'https:' && proxies.length === 0)
    throw new Error(
      'SOJOURN_ADDRESS begins with https, which a reverse proxy in front of Sojourn does: give its address as SOJOURN_PROXY (127.0.0.1 on the same machine).',
    );
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

function databaseFrom(text: string): Settings['database'] {
  if (text === 'embedded:') return text;
  if (text.startsWith('postgres://')) return text as `postgres://${string}`;
  throw new Error("SOJOURN_DATABASE must be 'embedded:' or begin with 'postgres://'.");
}
