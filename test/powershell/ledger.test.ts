import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HostLedger } from '../../src/powershell/ledger.js';
import { identify } from '../../src/powershell/process-table.js';
import { startOwner } from './owner-under-test.js';
import { eventually, makePool, processes, processesWith } from './pool-under-test.js';

const ledgerFolder = mkdtempSync(join(tmpdir(), 'venue-ledger-'));
const log = { debug() {}, info() {}, warn() {}, error() {} };

afterAll(() => rmSync(ledgerFolder, { recursive: true }));

test('a host that could not notice the death of its server is ended by the next server, with its children', async () => {
  const Seconds = String(970_000 + (process.pid % 20_000));
  const { owner, hosts } = await startOwner({ Mode: 'native', Seconds }, ledgerFolder);
  await eventually(() => processesWith(`sleep ${Seconds}`).length > 0, 5000);
  for (const pid of hosts) process.kill(pid, 'SIGSTOP');
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  const { pool } = makePool({ ledgerFolder, standbyAfterMs: 'never' });
  await pool.start();
  await eventually(() => hosts.every((pid) => !processes().has(pid)), 1000);
  expect(processesWith(`sleep ${Seconds}`)).toEqual([]);
  expect(readdirSync(ledgerFolder)).toHaveLength(1);
  await pool.stop();
  expect(readdirSync(ledgerFolder)).toEqual([]);
});

test('a process id that was given to another program is left alone, and so are the hosts of a server that lives', () => {
  const other = spawn('/bin/sleep', ['60'], { detached: true });
  const pid = other.pid ?? 0;
  const alive = identify(process.pid);
  const page = (owner: object, started: string) => ({ owner, mark: 'x', hosts: [{ pid, started }] });
  const write = (name: string, value: unknown) =>
    writeFileSync(join(ledgerFolder, name), JSON.stringify(value));
  write('reused.json', page({ pid: 999_999, started: 'long ago' }, 'another start'));
  write('living.json', page({ pid: alive?.pid, started: alive?.started }, identify(pid)?.started ?? ''));
  write('broken.json', { owner: { pid: -1 } });
  expect(new HostLedger(ledgerFolder, log).reap()).toEqual([]);
  expect(processes().has(pid)).toBe(true);
  expect(readdirSync(ledgerFolder)).toEqual(['living.json']);
  write('dead.json', page({ pid: 999_999, started: 'long ago' }, identify(pid)?.started ?? ''));
  expect(new HostLedger(ledgerFolder, log).reap()).toEqual([pid]);
});

test('a ledger that cannot be written costs neither a host nor the server', () => {
  const lines: string[] = [];
  const warn = (_fields: object, message: string) => void lines.push(message);
  const file = join(mkdtempSync(join(tmpdir(), 'venue-ledger-')), 'no-folder');
  writeFileSync(file, '');
  const ledger = new HostLedger(file, { ...log, warn });
  ledger.enter(process.pid);
  ledger.strike(process.pid);
  expect(lines).toContain('The ledger of PowerShell hosts could not be written');
});
