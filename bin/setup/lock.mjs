import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from './problem.mjs';

const patience = 10 * 60_000;
/** A maker needs far less than this between the folder and its owner file. */
const half = 5_000;

/**
 * Runs `work` while holding the lock folder, so that two set-ups or builds don't write into one another.
 * A lock whose owner has died is taken over; a living owner is waited for (10 minutes at most).
 */
export async function withLock(folder, say, work) {
  await acquire(folder, say);
  const release = () => rmSync(folder, { recursive: true, force: true });
  // `process.exit` in a signal handler skips `finally`.
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

async function acquire(folder, say) {
  mkdirSync(dirname(folder), { recursive: true });
  const until = Date.now() + patience;
  let isReported = false;
  while (!make(folder)) {
    if (isStale(folder)) {
      removeStale(folder);
      continue;
    }
    if (Date.now() > until) {
      throw new Problem(
        `Another set-up (process ${readOwner(folder)?.pid}) has held ${folder} for 10 minutes. End it, then try again.`,
      );
    }
    if (!isReported) say('waiting', `for another set-up, process ${readOwner(folder)?.pid ?? 'unknown'}`);
    isReported = true;
    await sleep(100);
  }
}

function make(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Problem(
      `The folder ${dirname(folder)} can't be written (${error.code}). Give this user the right to write there.`,
    );
  }
  writeFileSync(
    join(folder, 'owner.json'),
    JSON.stringify({ pid: process.pid, startTicks: startTicks(process.pid) }),
  );
  return true;
}

/** Two waiters may both find the lock stale; only the one that holds this second folder may remove it. */
function removeStale(folder) {
  const broom = `${folder}.broom`;
  try {
    mkdirSync(broom);
  } catch {
    if (ageOf(broom) > half) rmSync(broom, { recursive: true, force: true });
    return;
  }
  try {
    if (isStale(folder)) rmSync(folder, { recursive: true, force: true });
  } finally {
    rmdirSync(broom);
  }
}

function isStale(folder) {
  const owner = readOwner(folder);
  if (!owner) return ageOf(folder) > half;
  return !isAlive(owner.pid) || startTicks(owner.pid) !== owner.startTicks;
}

function readOwner(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Start time of a process in clock ticks, so that a reused pid isn't taken for the owner; null where /proc isn't. */
function startTicks(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function ageOf(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
