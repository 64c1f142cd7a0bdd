import { recordChangedSettings } from '../../src/cli/serve/changed-settings.js';
import type { Config } from '../../src/config/config.js';
import { HeardLog } from '../domain/heard-log.js';
import { sqliteEngine } from '../storage/engines.js';

const engine = sqliteEngine();
afterAll(() => engine.cleanUp());

const config = { site: { secondPerson: true }, port: 4280, cloudUrl: 'https://cloud.example' };

test('names what config.json, venue.json and the environment say otherwise than at the last start, with values only of what is no secret', async () => {
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
  await start({ site: { dataDogQuery: 'typed', stableSeconds: 9 }, port: 4281, sql });
  const changed = ['dataDogQuery', 'port', 'secondPerson', 'sql.secretFile', 'sql.server', 'stableSeconds'];
  expect(log.lines).toEqual([{ level: 'info', msg: 'Settings changed since the last start', changed }]);
  const rows = [...(await state.audit.list({}, 10, 'newest'))];
  expect(rows).toMatchObject([
    {
      action: 'settings.change',
      clerkName: 'control plane',
      outcome: 'SUCCEEDED',
      detail: { changed, is: { port: expect.any(String) } },
    },
  ]);
  expect([rows[0]?.before, rows[0]?.after]).toEqual([
    { port: 4280, secondPerson: true, stableSeconds: 5 },
    { port: 4281, secondPerson: false, stableSeconds: 9, 'sql.server': 'till-7' },
  ]);
  const url = 'https://sam:pass-word@cloud.example/?key=se-cret';
  await start({ site: { dataDogQuery: 'other' }, port: 4281, cloudUrl: url });
  rows.push(...(await state.audit.list({}, 1, 'newest')));
  expect(rows.at(-1)?.detail?.['changed']).toContain('cloudUrl');
  expect(rows.at(-1)?.before).toMatchObject({ cloudUrl: 'https://cloud.example' });
  const names = ['settings', 'settings.values'];
  const kept = JSON.stringify([rows, await Promise.all(names.map((name) => state.keyValues.get(name)))]);
  for (const value of ['typed', '/secrets/sql', 'pass-word', 'se-cret']) expect(kept).not.toContain(value);
});
