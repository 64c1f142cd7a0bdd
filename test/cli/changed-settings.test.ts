import { recordChangedSettings } from '../../src/cli/serve/changed-settings.js';
import type { Config } from '../../src/config/config.js';
import { HeardLog } from '../domain/heard-log.js';
import { sqliteEngine } from '../storage/engines.js';

const engine = sqliteEngine();
afterAll(() => engine.cleanUp());

const config = { site: { secondPerson: true }, port: 4280, cloudUrl: 'https://cloud.example' };

test('names what config.json, venue.json and the environment say otherwise than at the last start, without values', async () => {
  const state = await engine.state();
  const log = new HeardLog();
  const start = (changed: object) =>
    recordChangedSettings(
      {
        config: { ...config, ...changed } as Config,
        clock: { now: () => new Date() } as never,
        log: () => log,
        runAs: 'SYSTEM',
      },
      state,
    );
  await start({});
  await start({});
  expect(log.lines).toEqual([]);

  const sql = { server: 'till-7', secretFile: '/secrets/sql', reads: undefined };
  await start({ site: { dataDogQuery: 'typed' }, port: 4281, sql });
  const changed = ['dataDogQuery', 'port', 'secondPerson', 'sql.secretFile', 'sql.server'];
  expect(log.lines).toEqual([{ level: 'info', msg: 'Settings changed since the last start', changed }]);
  const rows = await state.audit.list({}, 10, 'newest');
  expect(rows).toMatchObject([
    { action: 'settings.change', clerkName: 'control plane', outcome: 'SUCCEEDED', detail: { changed } },
  ]);
  // Whether a value was changed back is seen by its digest.
  expect(Object.keys(rows[0]?.before ?? {})).toEqual(changed);
  expect(rows[0]?.after).not.toEqual(rows[0]?.before);
  const kept = JSON.stringify([rows, await state.keyValues.get('settings')]);
  for (const value of ['till-7', 'typed', '/secrets/sql', '4281']) expect(kept).not.toContain(value);
});
