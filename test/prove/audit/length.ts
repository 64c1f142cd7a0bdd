/** A trail as it is after years, verified by the command itself, with what its process holds at most. Linux only. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { chainHash } from '../../../src/storage/state/audit/chain.js';
import { OF_THE_MACHINE } from '../../venue/server-process.js';
import { megabytesOf } from '../shared/held-memory.js';
import { TrailFolder } from './trail-folder.js';

export interface Length {
  readonly rows: number;
  readonly seconds: number;
  /** Highest resident memory of the process, in megabytes. */
  readonly megabytes: number;
  readonly untrue: readonly string[];
}

/** Verified once as it is, and once with its last row touched. */
export async function proveLength(rows: number): Promise<Length> {
  const folder = new TrailFolder();
  try {
    await folder.fill(1, []);
    lengthen(folder, rows);
    const whole = await verify(folder);
    const raw = new DatabaseSync(folder.file);
    raw.exec(`DROP TRIGGER audit_unchanged; UPDATE audit SET reason = 'Touched' WHERE sequence = ${rows}`);
    raw.close();
    const touched = await verify(folder);
    const untrue = [
      ...(whole.status === 0 && whole.found.intact && whole.found.entries === rows
        ? []
        : [`${rows} rows: ${JSON.stringify(whole)}`]),
      ...(touched.status === 3 && touched.found.firstBadSequence === rows
        ? []
        : [`${rows} rows, the last one touched: ${JSON.stringify(touched)}`]),
    ];
    return { rows, seconds: whole.seconds, megabytes: whole.megabytes, untrue };
  } finally {
    folder.remove();
  }
}

/** By the same arithmetic, without a transaction a row. */
function lengthen(folder: TrailFolder, rows: number): void {
  const raw = new DatabaseSync(folder.file);
  raw.exec('PRAGMA synchronous = OFF; BEGIN');
  const head = raw.prepare('SELECT hash FROM audit_head').get();
  const insert = raw.prepare(
    'INSERT INTO audit (sequence, at, clerk_id, clerk_name, action, target, outcome, reason, correlation_id, detail, run_as, client, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  let hash = String(head?.['hash']);
  for (let sequence = 2; sequence <= rows; sequence += 1) {
    const row = {
      sequence,
      at: new Date(1_900_000_000_000 + sequence * 1000).toISOString(),
      clerk_id: '2',
      clerk_name: 'Sam Okafor',
      action: 'restartService',
      target: `operation ${sequence}`,
      outcome: 'SUCCEEDED' as const,
      reason: 'A printer did not print',
      correlation_id: 'c0ffee00-0000-4000-8000-000000000000',
      detail: `{"input":{"command":"RESTART","key":"netpos"},"row":${sequence}}`,
      run_as: 'POS1\\venue',
      client: 'console',
      previous_hash: hash,
    };
    const nothing = { plan_fingerprint: null, before_state: null, after_state: null };
    hash = chainHash({ ...row, ...nothing }, folder.hmac);
    insert.run(...Object.values(row), hash);
  }
  raw.prepare('UPDATE audit_head SET sequence = ?, hash = ?').run(rows, hash);
  raw.exec('COMMIT');
  raw.close();
}

interface Verified {
  readonly status: number | null;
  readonly found: { readonly intact: boolean; readonly entries: number; readonly firstBadSequence?: number };
  readonly seconds: number;
  readonly megabytes: number;
}

async function verify(folder: TrailFolder): Promise<Verified> {
  const machine = Object.fromEntries(OF_THE_MACHINE.map((name) => [name, process.env[name]]));
  const since = performance.now();
  // V8 keeps garbage for as long as it has room, by chance more of it or less: in so little room it can't, and what grew with the rows would end it.
  const room = ['--max-semi-space-size=8', '--max-old-space-size=64'];
  const words = [...room, resolve('dist', 'bundle', 'main.js'), 'audit', 'verify', '--json'];
  const child = spawn(process.execPath, words, {
    env: { ...machine, VENUE_CONTROL_DATA: folder.data, VENUE_CONTROL_AUDIT_ANCHOR: folder.anchorFile },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  let megabytes = 0;
  while (child.exitCode === null && child.signalCode === null) {
    megabytes = Math.max(megabytes, megabytesOf(child.pid, 'VmHWM') || 0);
    await sleep(50);
  }
  const status = await ended;
  const found = JSON.parse(said || '{}') as Verified['found'];
  return { status, found, seconds: (performance.now() - since) / 1000, megabytes };
}
