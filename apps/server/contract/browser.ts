import { Secret, TOTP } from 'otpauth';

type BrowserAnswer = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly setCookies: readonly string[];
  readonly location: string;
};
export type Browser = {
  readonly get: (path: string) => Promise<BrowserAnswer>;
  readonly post: (path: string, body: unknown) => Promise<BrowserAnswer>;
  readonly delete: (path: string) => Promise<BrowserAnswer>;
  readonly cookie: (name: string) => string;
  readonly withCookie: (name: string, value: string) => Browser;
};

/** Keeps cookies as a browser does; signs nobody in by itself. `from`: the address it comes from, where the server believes a proxy. */
export function browserAt(address: string, from?: string): Browser {
  const jar = new Map<string, string>();
  const ask = async (method: string, path: string, body?: unknown): Promise<BrowserAnswer> => {
    const response = await fetch(`${address}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'x-sojourn': '1',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(from === undefined ? {} : { 'x-forwarded-for': from }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const setCookies = response.headers.getSetCookie();
    for (const header of setCookies) {
      const [pair = ''] = header.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const text = await response.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as BrowserAnswer['body']) : {};
    return { status: response.status, body: json, setCookies, location: response.headers.get('location') ?? '' };
  };
  const browser: Browser = {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    delete: (path) => ask('DELETE', path),
    cookie: (name) => jar.get(name) ?? '',
    withCookie: (name, value) => {
      jar.set(name, value);
      return browser;
    },
  };
  return browser;
}

/** What an authenticator app shows so many steps from now. */
export const codeAfter = (secret: string, steps: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

/** Sets up an authenticator app as a person does; the session must be allowed to. */
export async function enrolApp(browser: Browser): Promise<{ readonly secret: string }> {
  const { secret } = (await browser.post('/api/account/authenticator-app', {})).body as { readonly secret: string };
  const confirmed = await browser.post('/api/account/authenticator-app/confirm', { code: codeAfter(secret, -1) });
  if (confirmed.status !== 200) throw new Error(`The app was not confirmed: ${JSON.stringify(confirmed.body)}`);
  return { secret };
}
