import { describe, expect, it } from 'vitest';
import { allowedPlaces, lookupIn, NotAllowed, readAddress } from './safe-address.ts';

const open = allowedPlaces('');
const own = allowedPlaces('10.1.0.0/16, 127.0.0.1/32,fd00:1::/32');

describe('an address that is told things', () => {
  it('lies on the public network and is reached by https', () => {
    for (const good of ['https://hooks.example.org/a?b=1', 'https://9.9.9.9/x', 'https://[2620:fe::fe]/x'])
      expect(readAddress(good, open)?.href, good).toBe(good);
    for (const bad of [
      'http://hooks.example.org',
      'ftp://hooks.example.org',
      'https://user:word@hooks.example.org',
      'https://hooks.example.org/#a',
      'https://localhost/',
      'https://intranet/',
      'javascript:alert(1)',
      'x',
    ])
      expect(readAddress(bad, open), bad).toBe(undefined);
  });
  it('is not this machine nor its neighbours, however they are written', () => {
    const inside = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.0.0.1',
      '0.0.0.0',
      '10.0.0.1',
      '172.16.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '224.0.0.1',
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:a00:1]',
      '[fe80::1]',
      '[fd00::1]',
      '[64:ff9b::7f00:1]',
      '[2002:7f00:1::]',
    ];
    for (const host of inside) expect(readAddress(`https://${host}/`, open), host).toBe(undefined);
    // The edges of a range: just below and just above it are public.
    for (const host of ['9.255.255.255', '11.0.0.0', '172.15.255.255', '172.32.0.0', '126.255.255.255', '128.0.0.0'])
      expect(readAddress(`https://${host}/`, open), host).toBeDefined();
  });
  it('may be one that the installation names, by http too, and only that', () => {
    for (const good of ['http://10.1.2.3:8080/', 'http://127.0.0.1:9/', 'https://[fd00:1::7]/']) expect(readAddress(good, own), good).toBeDefined();
    for (const bad of ['http://10.2.0.1/', 'http://127.0.0.2/', 'http://9.9.9.9/']) expect(readAddress(bad, own), bad).toBe(undefined);
  });
  it('given by name is looked at again when it is connected to', async () => {
    const looked = (places: ReturnType<typeof allowedPlaces>) =>
      new Promise((done) => lookupIn(places)('localhost', { all: true }, (problem, found) => done(problem ?? found)));
    expect(await looked(open)).toBeInstanceOf(NotAllowed);
    expect(await looked(allowedPlaces('127.0.0.0/8,::1/128'))).toEqual(
      expect.arrayContaining([expect.objectContaining({ address: expect.stringMatching(/127|::1/) })]),
    );
  });
});
