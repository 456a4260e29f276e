import { createHmac } from 'node:crypto';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { type Notice, signatureHeader, signedText } from '@sojourn/integrations';
import { type Due, findDue, noteTry } from '@sojourn/storage';
import type { Pool } from 'pg';
import type { Work } from '../jobs.ts';
import { type AllowedPlaces, lookupIn, readAddress } from './safe-address.ts';

const TEN_SECONDS = 10_000;

/** What a webhook is signed with follows from a secret outside the database: whoever reads the database can sign nothing. */
export function webhookSecret(
  secret: string,
  { organisationId, webhookId, keyId }: { readonly organisationId: string; readonly webhookId: string; readonly keyId: number },
): string {
  return createHmac('sha256', Buffer.from(secret, 'hex')).update(`webhook|${organisationId}|${webhookId}|${keyId}`).digest('base64url');
}

function sign(secret: string, t: number, body: string): string {
  return createHmac('sha256', secret).update(signedText(t, body)).digest('hex');
}

/** Tells one program of one thing. Throws, so that it is tried again later; the last time it is given up and stays to be seen. */
export function delivering(jobs: Pool, secret: string, places: AllowedPlaces, now: () => number): Work {
  return async ({ organisationId, deliveryId }, last) => {
    const due = await findDue(jobs, organisationId, deliveryId);
    if (due === undefined) return;
    if (due.stopped) return noteTry(jobs, due, { status: 'given-up', problem: 'ended' });
    const outcome = await post(due, secret, places, now());
    if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) return noteTry(jobs, due, { status: 'delivered', lastStatus: outcome.status });
    const what = 'status' in outcome ? { lastStatus: outcome.status } : { problem: outcome.problem };
    await noteTry(jobs, due, { status: last ? 'given-up' : 'waiting', ...what });
    if (!last) throw new NotDelivered();
  };
}

class NotDelivered extends Error {}

type Outcome = { readonly status: number } | { readonly problem: string };

function post(due: Due, secret: string, places: AllowedPlaces, now: number): Promise<Outcome> {
  const url = readAddress(due.address, places);
  if (url === undefined) return Promise.resolve({ problem: 'address-not-allowed' });
  const { deliveryId: id, kind, caseId, entryId, at } = due;
  const body = JSON.stringify({ id, kind, caseId, entryId, at } satisfies Notice);
  const t = Math.floor(now / 1000);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Sojourn',
    [signatureHeader]: `t=${t},k=${due.keyId},v1=${sign(webhookSecret(secret, due), t, body)}`,
  };
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? overHttps : overHttp;
    // Another place it points to is not followed.
    const request = send(url, { method: 'POST', headers, agent: false, lookup: lookupIn(places), signal: AbortSignal.timeout(TEN_SECONDS) }, (response) => {
      // What it says is of no interest: an answer may be endless.
      response.destroy();
      resolve({ status: response.statusCode ?? 0 });
    });
    request.on('error', (problem: NodeJS.ErrnoException) => resolve({ problem: problem.code ?? problem.name }));
    request.end(body);
  });
}
