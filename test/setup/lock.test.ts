import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePracticeProject, type PracticeProject } from './practice-project.js';

let project: PracticeProject;
let folder: string;
const lock = () => join(folder, 'setup.lock');

/** Writes begin and end of a piece of work to one file: two pieces at once would interleave. */
const worker = `
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from './bin/setup/lock.mjs';
const [lock, log, name, milliseconds] = process.argv.slice(2);
await withLock(lock, () => console.log('waiting'), async () => {
  appendFileSync(log, name + ' begins\\n');
  console.log('working');
  await sleep(Number(milliseconds));
  appendFileSync(log, name + ' ends\\n');
});
`;

beforeEach(() => {
  project = makePracticeProject();
  project.write('worker.mjs', worker);
  folder = mkdtempSync(join(tmpdir(), 'venue-control-lock-'));
});

afterEach(() => {
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

const work = (name: string, milliseconds: number) =>
  project.start('worker.mjs', [lock(), join(folder, 'log'), name, String(milliseconds)]);
const log = () => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');

describe('the lock of set-up and build', () => {
  it('lets one work at a time, no matter who comes first', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => work(name, 50).ended));
    const lines = log();
    expect(lines).toHaveLength(8);
    for (let i = 0; i < lines.length; i += 2) {
      expect(lines[i + 1]).toBe(lines[i]?.replace('begins', 'ends'));
    }
    expect(existsSync(lock())).toBe(false);
  });

  it('is taken over from an owner that was killed, by one only', async () => {
    const first = work('killed', 60_000);
    await first.said('working');
    first.child.kill('SIGKILL');
    await first.ended;
    await Promise.all(['b', 'c', 'd'].map((name) => work(name, 30).ended));
    const lines = log().slice(1);
    expect(lines).toHaveLength(6);
    for (let i = 0; i < lines.length; i += 2) {
      expect(lines[i + 1]).toBe(lines[i]?.replace('begins', 'ends'));
    }
  });

  it('is taken over when its owner file was never written, and when the pid is another process by now', async () => {
    mkdirSync(lock());
    const old = new Date(Date.now() - 60_000);
    utimesSync(lock(), old, old);
    expect((await work('a', 0).ended).code).toBe(0);

    mkdirSync(lock());
    writeFileSync(join(lock(), 'owner.json'), JSON.stringify({ pid: process.pid, startTicks: '1' }));
    expect((await work('b', 0).ended).code).toBe(0);
    expect(log()).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });
});
