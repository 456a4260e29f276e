import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

type Worker = { readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0]; readonly skipWaiting: () => Promise<void> } & Pick<
  EventTarget,
  'addEventListener'
>;
declare const self: Worker;

const WAITS = 4_000;

// Our own files and nothing else: no answer of the server is ever kept here.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

/** A page of the desk comes from the server; where that does not answer in time, the desk as it was installed. */
const page = async ({ request }: { readonly request: Request }): Promise<Response> => {
  const kept = await matchPrecache('/index.html');
  const late = new Promise<undefined>((give) => setTimeout(give, WAITS));
  const fresh = await Promise.race([fetch(request).catch(() => undefined), late]);
  return fresh ?? kept ?? Response.error();
};
registerRoute(new NavigationRoute(page, { denylist: [/^\/(api|shared|tell)\b/] }));

self.addEventListener('message', (event) => {
  const said: unknown = event instanceof MessageEvent ? event.data : undefined;
  if (typeof said === 'object' && said !== null && 'type' in said && said.type === 'SKIP_WAITING') void self.skipWaiting();
});
