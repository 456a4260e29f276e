import type { governanceQueries } from '@sojourn/governance/operations';
import { ok } from '@sojourn/kernel';
import type { Watch } from '../watch.ts';
import type { Answering } from './answer.ts';

export type InstallationOptions = { readonly watch: Watch; readonly version: string; readonly startedAt: number; readonly elsewhere: boolean };

export const installationAnswers = ({ watch, version, startedAt, elsewhere }: InstallationOptions) =>
  ({
    'installation.view': async (desk, _actor, tx) => {
      const measured = await watch.measure(async () => {
        const [row] = await tx.rows<{ now: number }>('select (extract(epoch from clock_timestamp()) * 1000)::float8 as now');
        return row?.now ?? 0;
      });
      const [database] = await tx.rows<{ version: string; bytes: number }>(
        "select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes",
      );
      return ok({
        ...measured,
        version,
        law: (desk.original ?? desk.bundle).hash,
        startedAt,
        database: { version: database?.version ?? '', bytes: database?.bytes ?? 0, elsewhere },
        warnings: [...watch.warnings(measured)],
      });
    },
  }) as const satisfies { readonly 'installation.view': Answering<(typeof governanceQueries)['installation.view']> };
