/** Answers go to `say`; how far something is, and what went wrong, to `tell`. */
export type Output = { readonly say: (line: string) => void; readonly tell: (line: string) => void };

/** How this program asks: with a token (SOJOURN_TOKEN), or signed in as a person (SOJOURN_USER, SOJOURN_PASSWORD, SOJOURN_CODE). */
export type Connection = {
  readonly ask: (method: string, path: string, body?: NonNullable<RequestInit['body']>, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** Where the person's office is; unknown for a token. */
  readonly country: string | undefined;
};

class CannotConnect extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

/** Who asks for what anyone may read says nothing of themselves. */
export function connectAsAnyone(environment: Environment): Connection {
  return { ask: asking(environment, {}), country: undefined };
}

function asking(environment: Environment, headers: Readonly<Record<string, string>>): Connection['ask'] {
  const server = environment['SOJOURN_SERVER'] ?? 'http://localhost:4173';
  const language = (environment['SOJOURN_LANGUAGE'] ?? environment['LANG'] ?? 'en').slice(0, 2);
  return (method, path, body, more = {}) =>
    fetch(`${server}${path}`, { method, headers: { ...headers, 'accept-language': language, ...more }, ...(body === undefined ? {} : { body }) }).catch(() => {
      throw new CannotConnect(`No Sojourn answers at ${server}. Start it with npm start.`);
    });
}

/** Throws a sentence for the person at the terminal when nobody answers or nobody is let in. */
export async function connect(environment: Environment): Promise<Connection> {
  const { SOJOURN_TOKEN: token, SOJOURN_USER: username, SOJOURN_PASSWORD: password, SOJOURN_CODE: code } = environment;
  if (token !== undefined) return { ask: asking(environment, { authorization: `Bearer ${token}` }), country: undefined };
  if (username === undefined || password === undefined) throw new CannotConnect('Set SOJOURN_USER and SOJOURN_PASSWORD to sign in, or SOJOURN_TOKEN.');
  const ask = asking(environment, { 'x-sojourn': '1' });
  const signedIn = await ask('POST', '/api/session', JSON.stringify({ username, password, ...(code === undefined ? {} : { code }) }), {
    'content-type': 'application/json',
  });
  if (!signedIn.ok) throw new CannotConnect(sentenceIn(await signedIn.json().catch(() => undefined)));
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const { user } = (await signedIn.json()) as { readonly user?: { readonly officeCountry: string } };
  return { ask: asking(environment, { 'x-sojourn': '1', cookie }), country: user?.officeCountry };
}

/** What a refusal says to a person: its sentence, and its kind for whoever writes a program. */
export function sentenceIn(body: unknown): string {
  const { title, kind, where } = (body ?? {}) as { readonly title?: string; readonly kind?: string; readonly where?: readonly string[] };
  return `${title ?? 'It did not work.'} (${kind ?? 'no kind'}${where === undefined ? '' : `: ${where.join(', ')}`})`;
}
