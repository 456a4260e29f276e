import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const unit = read('deploy/sojourn.service');
const container = read('deploy/Containerfile');
const server = ['apps/server/src', 'apps/server/src/maintenance', 'apps/server/src/sign-in'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => read(join(folder, name))),
);

describe('what starts Sojourn on somebody’s machine', () => {
  it('names only settings that the program reads', () => {
    const named = new Set(readdirSync(join(root, 'deploy')).flatMap((name) => read(join('deploy', name)).match(/SOJOURN_[A-Z_]+/g) ?? []));
    expect(named.size).toBeGreaterThan(8);
    for (const setting of named) {
      // A name with _FILE is built where secrets are read.
      const known = server.some((text) => text.includes(setting) || text.includes(`'${setting.replace(/_FILE$/, '')}'`));
      expect([setting, known]).toEqual([setting, true]);
    }
  });
  it('holds no secret: passphrase and passwords come from outside, and only as the name of a file', () => {
    for (const name of readdirSync(join(root, 'deploy'))) {
      const text = read(join('deploy', name));
      expect(text, name).not.toMatch(/postgres:\/\/[^/\s]*:[^/\s]*@|SOJOURN_(PASSPHRASE|KEY|NEW_PASSPHRASE|OIDC_CLIENT_SECRET)=|BEGIN [A-Z ]*PRIVATE/);
    }
    expect(unit).toMatch(/^Environment=SOJOURN_PASSPHRASE_FILE=%d\/passphrase$/m);
    expect(unit).toMatch(/^LoadCredentialEncrypted=passphrase:/m);
    expect(read('deploy/Containerfile.dockerignore')).toMatch(/^\.data$/m);
  });
  it('starts programs that are there', () => {
    for (const path of ['apps/server/src/main.ts', 'apps/server/src/maintain.ts']) expect([path, existsSync(join(root, path))]).toEqual([path, true]);
    expect(unit).toContain('apps/server/src/main.ts');
    expect(container).toContain('apps/server/src/maintain.ts');
    expect(read('tools/sojourn.mjs')).toContain("'build'");
  });
  it.each([
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'CapabilityBoundingSet=',
    'RestrictNamespaces=yes',
    'SystemCallFilter=@system-service',
    'UMask=0077',
    'LimitCORE=0',
    'StateDirectoryMode=0700',
    'User=sojourn',
  ])('the unit keeps %s', (line) => expect(unit.split('\n')).toContain(line));
  it('the container runs as a user who owns nothing of the program', () => {
    expect(container).toMatch(/^USER sojourn$/m);
    expect(container).toContain('go-w /opt/sojourn');
    expect(container).not.toMatch(/^COPY --chown|^ENV .*(PASSWORD|SECRET|TOKEN)/m);
  });
});
