import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

// Everything that is not the public network: this machine, the networks around it, links, documentation, multicast (RFC 6890).
const inside = new BlockList();
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
])
  add(inside, range);
for (const range of [
  '::/128',
  '::1/128',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
])
  add(inside, range);

function add(list: BlockList, range: string): void {
  const [address = '', prefix = ''] = range.split('/');
  list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Which places may be told things: the public network by https, and what an installation names itself ('10.1.0.0/16,127.0.0.1/32'), by http too. */
export type AllowedPlaces = { readonly may: (address: string) => boolean; readonly named: (address: string) => boolean };

export function allowedPlaces(ranges: string): AllowedPlaces {
  const own = new BlockList();
  for (const range of ranges.split(',').map((text) => text.trim())) if (range !== '') add(own, range);
  const kind = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const named = (address: string) => isIP(address) !== 0 && own.check(address, kind(address));
  return { named, may: (address) => isIP(address) !== 0 && (named(address) || !inside.check(address, kind(address))) };
}

/** Undefined when an address can never be used. A name is looked up again at each sending, and only then decides. */
export function readAddress(text: string, places: AllowedPlaces): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.username !== '' || url.password !== '' || url.hash !== '') return undefined;
  if (isIP(host) !== 0) return places.may(host) && (url.protocol === 'https:' || (url.protocol === 'http:' && places.named(host))) ? url : undefined;
  return url.protocol === 'https:' && host.includes('.') ? url : undefined;
}

export class NotAllowed extends Error {}

/** For the connection itself, so that what is checked is what is connected to, whatever the name says a moment later. */
export const lookupIn =
  (places: AllowedPlaces): LookupFunction =>
  (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (problem, addresses) => {
      if (problem !== null) return done(problem, '', 4);
      const good = addresses.filter(({ address }) => places.may(address));
      const [first] = good;
      if (first === undefined || good.length !== addresses.length) return done(new NotAllowed('Not a public address'), '', 4);
      return options.all === true ? done(null, good) : done(null, first.address, first.family);
    });
  };
