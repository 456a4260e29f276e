import type { Send } from '@sojourn/operations';

/** Signs in and gives a sender that carries the session; undefined when the password is not right, throws when nobody answers. */
export async function sendTo(server: string, username: string, password: string): Promise<{ readonly send: Send; readonly country: string } | undefined> {
  const headers = { 'content-type': 'application/json', 'x-sojourn': '1' };
  const signedIn = await fetch(`${server}/api/session`, { method: 'POST', headers, body: JSON.stringify({ username, password }) });
  if (!signedIn.ok) return undefined;
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const { user } = (await signedIn.json()) as { readonly user: { readonly officeCountry: string } };
  const send: Send = async ({ method, path, body }) => {
    const response = await fetch(`${server}${path}`, {
      method,
      headers: { ...headers, cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  return { send, country: user.officeCountry };
}
