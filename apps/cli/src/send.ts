import type { Send } from '@sojourn/operations';

type SignIn = { readonly username: string; readonly password: string; readonly code?: string | undefined };

/** Signs in and gives a sender that carries the session; the kind of the refusal when it is not right, throws when nobody answers. */
export async function sendTo(server: string, signIn: SignIn): Promise<{ readonly send: Send; readonly country: string } | string> {
  const headers = { 'content-type': 'application/json', 'x-sojourn': '1' };
  const signedIn = await fetch(`${server}/api/session`, { method: 'POST', headers, body: JSON.stringify(signIn) });
  if (!signedIn.ok) return ((await signedIn.json()) as { readonly kind: string }).kind;
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
