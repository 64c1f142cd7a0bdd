import { accountAccess } from '../../src/cli/doctor/account-access.js';
import { localTime } from '../../src/cli/doctor-rows.js';
import type { KeyValueStore } from '../../src/domain/ports/key-value-store.js';
import type { Clock, Log } from '../../src/domain/ports/machine.js';
import type { ScriptRunner } from '../../src/domain/ports/script-runner.js';
import { keepAccess } from '../../src/domain/venue/account-access.js';

const row = (Part: string, Name: string | null, more: object = {}) => ({
  Part,
  Name,
  Source: null,
  Why: null,
  Account: 'VENUE\\SYSTEM',
  ...more,
});
const answering = (...output: readonly object[]) =>
  ({ run: async () => ({ output, observedAt: new Date() }) }) as unknown as ScriptRunner;

function venue() {
  const noted = new Map<string, Awaited<ReturnType<KeyValueStore['get']>>>();
  const keyValues: KeyValueStore = {
    get: async (name) => noted.get(name),
    set: async (name, value, at) => void noted.set(name, { value, at }),
  };
  const context = { inspectState: async () => ({ keyValues, close: async () => undefined }) } as never;
  const serve = async (...rows: readonly object[]) => {
    const stop = new AbortController();
    const now = () => new Date('2031-05-06T02:00:00Z');
    const sleep = (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    const kept = keepAccess(
      { scripts: answering(...rows), keyValues, clock: { now, sleep } as Clock, log: {} as Log },
      stop.signal,
    );
    while (noted.size === 0) await new Promise(setImmediate);
    stop.abort();
    await kept;
  };
  return { context, serve };
}

describe('event logs and proxy, as doctor sees them', () => {
  it('are what the running server found with its own account', async () => {
    const { context, serve } = venue();
    await serve(
      row('event log', 'System'),
      row('event log', 'swiftpos SQL Application', { Why: 'access is denied' }),
      row('proxy', 'http://proxy:3128', { Source: 'venue.json' }),
    );
    const by = `with the account VENUE\\SYSTEM of the server, ${localTime(new Date('2031-05-06T02:00:00Z'))}`;
    expect(await accountAccess(context, answering(), true)).toEqual([
      { part: 'event log', ok: true, detail: `System can be read ${by}` },
      {
        part: 'event log',
        ok: false,
        detail: `swiftpos SQL Application can't be read ${by}: access is denied`,
        remedy: expect.stringMatching(/^Set eventLogs in venue\.json.*Event Log Readers/),
      },
      { part: 'proxy', ok: true, detail: `http://proxy:3128, ${by}` },
    ]);
  });

  it('are a warning at best without a server, whose account has other rights', async () => {
    const { context } = venue();
    const rows = [row('event log', 'System'), row('event log', 'Tills', { Why: 'no such log' })];
    expect(await accountAccess(context, answering(...rows), false)).toMatchObject([
      { ok: true, warning: true, remedy: expect.stringContaining('Start the service') },
      { ok: false, detail: expect.stringContaining("Tills can't be read with your account") },
    ]);
  });

  it('name a proxy that only the account says, and one that fails', async () => {
    const { context, serve } = venue();
    await serve(
      row('proxy', null, { Source: 'account' }),
      row('proxy', 'http://gone:1', { Why: 'no connection' }),
    );
    expect(await accountAccess(context, answering(), true)).toMatchObject([
      { ok: true, warning: true, remedy: expect.stringContaining('cloud.proxy in venue.json to "none"') },
      { ok: false, remedy: expect.stringContaining('cloud.proxy') },
    ]);
  });
});
