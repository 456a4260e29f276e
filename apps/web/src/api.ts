import { accountQueries } from '@sojourn/accounts/operations';
import { caseworkActs, caseworkQueries } from '@sojourn/casework/operations';
import { evidenceQueries } from '@sojourn/evidence/operations';
import { governanceQueries } from '@sojourn/governance/operations';
import { integrationQueries, workQueries } from '@sojourn/integrations/operations';
import { interchangeQueries } from '@sojourn/interchange/operations';
import type { OfficeId, OrganisationId, Refusal, Result, UserId } from '@sojourn/kernel';
import { type Actor, createClient, isNever, type LentRole, type Policy, type Role, type Send } from '@sojourn/operations';
import { programmeQueries, ruleQueries } from '@sojourn/programmes/operations';
import { rightsQueries } from '@sojourn/rights/operations';
import { saveBlob } from './ui/save-file.ts';

/** Thrown when the server could not be reached: nothing is known about whether it acted. */
class ServerAway extends Error {}

/** Asks the person for their second factor; resolves to whether they showed it. Set by the page that can ask. */
let askSecondFactor: () => Promise<boolean> = async () => false;
export function onSecondFactorNeeded(ask: typeof askSecondFactor): void {
  askSecondFactor = ask;
}

/** Where the server wants the second factor it is asked for at that moment, and the same request goes again: nothing that was typed is lost. */
export const send: Send = async (request) => {
  const answer = await sendOnce(request);
  if (answer.status === 401 && (answer.body as Refusal | undefined)?.kind === 'not-signed-in' && request.path !== '/api/session')
    return whenOver(request, answer);
  if (answer.status !== 403 || (answer.body as Refusal | undefined)?.kind !== 'second-factor-needed') return answer;
  return (await askSecondFactor()) ? sendOnce(request) : answer;
};

/** The token changed while this was on its way: it goes again. Otherwise the session is over, and the page locks itself. */
async function whenOver(request: Parameters<Send>[0], answer: Awaited<ReturnType<Send>>): ReturnType<Send> {
  // On a slow line the new token may still be on its way to us.
  await Promise.allSettled(changing);
  const { status } = await sendOnce({ method: 'GET', path: '/api/session' });
  if (status === 200) return sendOnce(request);
  dispatchEvent(new Event('sojourn:session-over'));
  return answer;
}

/** A file’s own bytes; its name goes in a header, which nobody logs. Asked again where the second factor was missing. */
export async function sendBytes(path: string, file: File): ReturnType<Send> {
  return send({
    method: 'POST',
    path,
    body: file,
    headers: { 'content-type': 'application/octet-stream', 'sojourn-file-name': encodeURIComponent(file.name) },
  });
}

/** A file as the answer: handed to the browser to be saved, under the name the server gives it. */
export async function takeFile(path: string): Promise<Result<{ readonly name: string }, Refusal>> {
  const ask = () => fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', 'x-sojourn': '1' }, body: '{}' });
  let response = await ask();
  const refusal = async () => (await response.json()) as Refusal;
  if (response.status === 403) {
    const met = await refusal();
    if (met.kind !== 'second-factor-needed' || !(await askSecondFactor())) return { ok: false, refusal: met };
    response = await ask();
  }
  if (response.status !== 200) return { ok: false, refusal: await refusal() };
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'file';
  saveBlob(name, await response.blob());
  return { ok: true, value: { name } };
}

/** Requests under way that may bring a new token: signing in, a second factor shown, one's own sign-in changed. */
const changing = new Set<Promise<unknown>>();
const mayChangeToken = ({ method, path }: Parameters<Send>[0]) => method !== 'GET' && /^\/api\/(session|account)\b/.test(path);

const sendOnce: Send = (request) => {
  const answer = fetchOnce(request);
  if (mayChangeToken(request)) {
    changing.add(answer);
    const done = () => changing.delete(answer);
    void answer.then(done, done);
  }
  return answer;
};

const fetchOnce: Send = async ({ method, path, body, headers = {} }) => {
  const options: RequestInit = {
    method,
    // What this device's clock says: the server sets right by it what a wrong clock wrote down.
    headers: { 'content-type': 'application/json', 'x-sojourn': '1', 'x-sojourn-clock': String(Date.now()), ...headers },
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: body instanceof File ? body : JSON.stringify(body) }),
  };
  const response = await fetch(path, options).catch(() => {
    throw new ServerAway();
  });
  if (response.status >= 502 && response.status <= 504) throw new ServerAway();
  return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
};

export const client = createClient(
  caseworkActs,
  {
    ...accountQueries,
    ...caseworkQueries,
    ...governanceQueries,
    ...evidenceQueries,
    ...rightsQueries,
    ...programmeQueries,
    ...ruleQueries,
    ...interchangeQueries,
    ...integrationQueries,
    ...workQueries,
  },
  send,
);

export type Session = {
  readonly session: {
    readonly sessionId: string;
    readonly secondFactorAt: number | null;
    readonly hasSecondFactor: boolean;
    /** Began with a slip: the second factor is still to be set up. */
    readonly enrolling: boolean;
    readonly identityLapsed: boolean;
  };
  readonly user: {
    readonly userId: string;
    readonly username: string;
    readonly organisationId: string;
    readonly officeId: string;
    readonly displayName: string;
    readonly organisation: string;
    readonly office: string;
    readonly officeCountry: string;
    readonly roles: readonly Role[];
    /** Roles of colleagues that stand lent to them now. */
    readonly lent: readonly LentRole[];
  };
  readonly demo: boolean;
  readonly outboxKey: string;
  /** Another one than before: nothing kept on this person's devices stays. */
  readonly deviceMark: string;
  readonly bundleHash: string;
  readonly version: string;
};

export const actorOf = ({ user }: Session): Actor => ({
  organisationId: user.organisationId as OrganisationId,
  officeId: user.officeId as OfficeId,
  userId: user.userId as UserId,
  roles: user.roles,
  lent: user.lent,
});

/** Whether this person may at all: what to show on a menu. The server decides again. */
export const mayEver = (session: Session, { policy }: { readonly policy: Policy }): boolean => isNever(policy, actorOf(session)) === undefined;

async function remove(path: string): Promise<Response> {
  const response = await fetch(path, { method: 'DELETE', headers: { 'x-sojourn': '1' } }).catch(() => undefined);
  if (response === undefined || (response.status >= 502 && response.status <= 504)) throw new ServerAway();
  return response;
}

const LEAVING = 'sojourn.leaving';

export async function readSession(): Promise<Session | undefined> {
  // Signed out while the server was away: that comes first, or the next person at this laptop would be this one.
  if (localStorage.getItem(LEAVING) !== null) {
    await remove('/api/session');
    localStorage.removeItem(LEAVING);
  }
  const { status, body } = await send({ method: 'GET', path: '/api/session' });
  return status === 200 ? (body as Session) : undefined;
}

export async function signIn(username: string, password: string, code?: string): Promise<Result<Session, Refusal>> {
  const { status, body } = await send({ method: 'POST', path: '/api/session', body: { username, password, ...(code === undefined ? {} : { code }) } });
  return status === 200 ? { ok: true, value: body as Session } : { ok: false, refusal: body as Refusal };
}

/** Resolves to where the browser goes next: to the identity provider, so that it forgets this sign-in too, or to the first page. */
export async function signOut(): Promise<string> {
  const answer = await remove('/api/session').catch(() => localStorage.setItem(LEAVING, 'yes'));
  return answer?.status === 200 ? ((await answer.json()) as { readonly elsewhere: string }).elsewhere : '/';
}

/** The name of the identity provider that people may sign in with here, if any. */
export async function readSignOn(): Promise<string | null> {
  return ((await send({ method: 'GET', path: '/api/session/sign-on/offer' })).body as { readonly name: string | null }).name;
}

/** Nothing kept for this person on any device stays. Whether the server has heard it. */
export async function forgetDevices(): Promise<boolean> {
  return (await remove('/api/devices')).status === 204;
}

export type DemoUsers = {
  readonly password: string;
  /** Stands for the second factor that a real person would hold in their hand. */
  readonly code: string;
  readonly users: readonly { readonly username: string; readonly displayName: string; readonly roles: readonly string[]; readonly organisation: string }[];
};

export async function readDemoUsers(): Promise<DemoUsers | undefined> {
  const { status, body } = await send({ method: 'GET', path: '/api/demo' });
  return status === 200 ? (body as DemoUsers) : undefined;
}

type Labels = Readonly<Record<string, string>>;
/** Words of the catalogue in one language. */
export type Texts = {
  readonly reviewed: boolean;
  readonly facts: Readonly<Record<string, { readonly name: string; readonly question: string; readonly why: string }>>;
  readonly rights: Readonly<
    Record<
      string,
      { readonly title: string; readonly right: string; readonly means: string; readonly ask: string; readonly who: string; readonly refused: string }
    >
  >;
  readonly remedies: Readonly<Record<string, { readonly title: string; readonly means: string; readonly how: string }>>;
  readonly remedyNotes: Readonly<Record<string, { readonly says: string }>>;
  readonly tests: Readonly<Record<string, { readonly title: string; readonly yes: string; readonly no: string; readonly unknown: string }>>;
  readonly codes: Readonly<Record<string, Labels>>;
  readonly instruments: Labels;
  readonly places: Labels;
};
export type FactKinds = Readonly<
  Record<string, { readonly kind: string; readonly codeList?: string; readonly sensitivity: number; readonly askable: boolean; readonly derived: boolean }>
>;

/** The consent form in one language: no parts where it was never written in that one. */
export type ConsentFormWords = {
  readonly version: string;
  readonly hash: string;
  readonly lead: string;
  readonly parts: readonly { readonly key: string; readonly text: string }[];
  readonly purposes: readonly { readonly purpose: string; readonly text: string }[];
};

export async function readConsentForm(language: string): Promise<ConsentFormWords> {
  return (await send({ method: 'GET', path: `/api/consent-form/${encodeURIComponent(language)}` })).body as ConsentFormWords;
}

export async function readTexts(language: string): Promise<Texts> {
  return (await send({ method: 'GET', path: `/api/texts/${language}` })).body as Texts;
}

export async function readFactKinds(): Promise<FactKinds> {
  return ((await send({ method: 'GET', path: '/api/facts' })).body as { readonly facts: FactKinds }).facts;
}
