import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { Refusal, Result } from '@sojourn/kernel';
import { type Session, send } from './api.ts';

/** What is done about one's own sign-in. Each answer is a value or a refusal; throws when the server cannot be reached. */
async function ask<Value>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Result<Value>> {
  const answer = await send({ method, path, ...(method === 'GET' ? {} : { body: body ?? {} }) });
  return answer.status < 300 ? { ok: true, value: answer.body as Value } : { ok: false, refusal: answer.body as Refusal };
}

export type Factor = {
  readonly factorId: string;
  readonly kind: 'authenticator-app' | 'passkey' | 'hardware-key';
  readonly madeAt: number;
  readonly device: string | null;
  readonly lastUsedAt: number | null;
};
export type MySignIn = { readonly factors: readonly Factor[]; readonly recoveryCodesLeft: number };
export type NewApp = { readonly factorId: string; readonly secret: string; readonly uri: string };

export const readMySignIn = () => ask<MySignIn>('GET', '/api/account/sign-in');
export const beginApp = () => ask<NewApp>('POST', '/api/account/authenticator-app');
export const confirmApp = (code: string) => ask<Session>('POST', '/api/account/authenticator-app/confirm', { code });
export const removeFactor = (factorId: string) => ask<undefined>('POST', '/api/account/factors/remove', { factorId });
export const makeRecoveryCodes = () => ask<{ readonly codes: readonly string[] }>('POST', '/api/account/recovery-codes');
export const changePassword = (password: string) => ask<undefined>('POST', '/api/session/password', { password });
export const showCode = (code: string) => ask<Session>('POST', '/api/session/second-factor', { code });

type KeyKind = 'passkey' | 'hardware-key';
/** The browser's own dialog was closed, or this device has nothing that fits. */
const notShown = { ok: false, refusal: { kind: 'passkey-not-shown' } } as const;

export async function signInWithPasskey(): Promise<Result<Session>> {
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>('POST', '/api/session/passkey/options');
  if (!options.ok) return options;
  const response = await startAuthentication({ optionsJSON: options.value as never }).catch(() => undefined);
  return response === undefined ? notShown : ask<Session>('POST', '/api/session/passkey', { response });
}

export async function showKey(): Promise<Result<Session>> {
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>('POST', '/api/session/second-factor/key/options');
  if (!options.ok) return options;
  const response = await startAuthentication({ optionsJSON: options.value as never }).catch(() => undefined);
  return response === undefined ? notShown : ask<Session>('POST', '/api/session/second-factor/key', { response });
}

export async function addKey(kind: KeyKind): Promise<Result<Session>> {
  const options = await ask<PublicKeyCredentialCreationOptionsJSON>('POST', '/api/account/keys/options', { kind });
  if (!options.ok) return options;
  const response = await startRegistration({ optionsJSON: options.value as never }).catch(() => undefined);
  return response === undefined ? notShown : ask<Session>('POST', '/api/account/keys', { kind, response });
}

export type OpenSession = {
  readonly sessionId: string;
  readonly device: string;
  readonly method: string;
  readonly beganAt: number;
  readonly lastSeenAt: number;
  readonly here: boolean;
};
export const readSessions = () => ask<{ readonly sessions: readonly OpenSession[] }>('GET', '/api/account/sessions');
export const endSession = (sessionId: string) => ask<undefined>('POST', '/api/account/sessions/end', { sessionId });
export const endOtherSessions = () => ask<undefined>('POST', '/api/account/sessions/end-others');

export type SlipCodes = { readonly code: string; readonly secondCode?: string };
export type SlipIsFor = {
  readonly kind: 'invitation' | 'reset';
  readonly username: string;
  readonly displayName: string;
  readonly organisation: string;
  readonly office: string;
};
export const readSlip = (codes: SlipCodes) => ask<SlipIsFor>('POST', '/api/slip', codes);
export const spendSlip = (codes: SlipCodes, password: string) => ask<Session>('POST', '/api/slip/use', { ...codes, password });

export type Colleague = { readonly userId: string; readonly displayName: string };
export const readColleagues = () => ask<{ readonly colleagues: readonly Colleague[] }>('GET', '/api/account/colleagues');
export const setSecondPassword = (password: string, contacts: readonly string[]) => ask<undefined>('POST', '/api/account/duress', { password, contacts });
export const readAlarms = () => ask<{ readonly alarms: readonly { readonly alarmId: string; readonly at: number }[] }>('GET', '/api/account/alarms');
export const whoseAlarm = (alarmId: string) => ask<{ readonly displayName: string; readonly office: string }>('POST', '/api/account/alarms/who', { alarmId });
export const putAlarmAway = (alarmId: string) => ask<undefined>('POST', '/api/account/alarms/put-away', { alarmId });
