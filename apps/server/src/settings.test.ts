import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keepInstallation, readInstallation } from './installation.ts';
import { settingsFrom } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'sojourn settings '));
afterAll(() => rmSync(folder, { recursive: true }));
const from = (environment: Readonly<Record<string, string>>) => settingsFrom({ SOJOURN_DATA: join(folder, 'none'), ...environment }, '/srv/sojourn');
const certificate = { SOJOURN_TLS_CERT: '/etc/sojourn/chain.pem', SOJOURN_TLS_KEY: '/etc/sojourn/key.pem' };

describe('where the desk is reached', () => {
  it('from this machine alone, unless something encrypts what others send', () => {
    expect(from({}).listen).toBe('localhost');
    expect(() => from({ SOJOURN_LISTEN: '0.0.0.0' })).toThrow(/nothing encrypts/);
    expect(() => from({ SOJOURN_LISTEN: '192.168.1.4' })).toThrow(/nothing encrypts/);
    for (const here of ['127.0.0.1', '::1', 'localhost']) expect(from({ SOJOURN_LISTEN: here }).listen).toBe(here);
    expect(from({ SOJOURN_LISTEN: '0.0.0.0', SOJOURN_PROXY: '10.0.0.2' }).proxies).toEqual(['10.0.0.2']);
    expect(from({ SOJOURN_LISTEN: '0.0.0.0', SOJOURN_ADDRESS: 'https://desk.example.org', ...certificate }).tls).toEqual({
      certificate: '/etc/sojourn/chain.pem',
      key: '/etc/sojourn/key.pem',
    });
  });
  it('a certificate comes whole, with the address that stands on it', () => {
    expect(() => from({ SOJOURN_TLS_CERT: '/a.pem', SOJOURN_ADDRESS: 'https://desk.example.org' })).toThrow(/both/);
    expect(() => from({ ...certificate })).toThrow(/SOJOURN_ADDRESS/);
    expect(() => from({ ...certificate, SOJOURN_ADDRESS: 'http://desk.example.org' })).toThrow(/begins with https/);
    expect(() => from({ ...certificate, SOJOURN_TLS_KEY: 'key.pem', SOJOURN_ADDRESS: 'https://desk.example.org' })).toThrow(/whole paths/);
    expect(() => from({ SOJOURN_ADDRESS: 'https://desk.example.org' })).toThrow(/SOJOURN_PROXY/);
  });
  it('the word of every machine is believed by nobody', () => {
    for (const all of ['0.0.0.0/0', '::/0']) expect(() => from({ SOJOURN_PROXY: `10.0.0.2, ${all}` })).toThrow(/believe everyone/);
  });
});

describe('the database', () => {
  it('may be named in a file, so that its password is in nobody’s surroundings', () => {
    const file = join(folder, 'database');
    writeFileSync(file, 'postgres://postgres:secret@db.example.org/postgres\n');
    expect(from({ SOJOURN_DATABASE_FILE: file }).database).toBe('postgres://postgres:secret@db.example.org/postgres');
    expect(from({ SOJOURN_DATABASE: 'postgres://db.example.org', SOJOURN_DATABASE_ADMIN_FILE: file })).toMatchObject({
      database: 'postgres://db.example.org',
      databaseAdmin: 'postgres://postgres:secret@db.example.org/postgres',
    });
    expect(() => from({ SOJOURN_DATABASE: 'mysql://db' })).toThrow(/SOJOURN_DATABASE must be/);
  });
  it('a second process needs one elsewhere', () => {
    expect(() => from({ SOJOURN_BESIDE: 'yes' })).toThrow(/second server process/);
    expect(from({ SOJOURN_BESIDE: 'yes', SOJOURN_DATABASE: 'postgres://db' }).beside).toBe(true);
  });
});

describe('a folder that was set up for real people', () => {
  it('is never a demonstration, and a demonstration is what an empty one is', async () => {
    const real = join(folder, 'real');
    expect(from({ SOJOURN_DATA: real }).demo).toBe(true);
    await keepInstallation(real, { format: 1, madeOn: '2026-11-25', languages: ['ar', 'en'] });
    expect(from({ SOJOURN_DATA: real }).demo).toBe(false);
    expect(() => from({ SOJOURN_DATA: real, SOJOURN_DEMO: 'yes' })).toThrow(/never becomes a demonstration/);
    expect(readInstallation(real)?.languages).toEqual(['ar', 'en']);
    writeFileSync(join(real, 'installation.json'), '{"format":1');
    expect(() => readInstallation(real)).toThrow(/damaged/);
    // Damaged or not: it is there.
    expect(from({ SOJOURN_DATA: real }).demo).toBe(false);
  });
});
