/** Before each test file: a quick one can start no process, listen nowhere and ask no server. It fails where it tries. */
import childProcess from 'node:child_process';
import net from 'node:net';
import { relative, sep } from 'node:path';
import { isQuick } from '../bin/testing/rooms.mjs';

/** On the module itself, which all test files of a worker share. */
const QUICK = Symbol.for('venue-control quick test');
const shared = net as typeof net & { [QUICK]?: string | undefined };
const path = relative(process.cwd(), expect.getState().testPath ?? '').replaceAll(sep, '/');
const isGuarded = QUICK in shared;
shared[QUICK] = isQuick(path) ? path : undefined;

if (!isGuarded) {
  guard(childProcess, ['exec', 'execFile', 'fork', 'spawn'], 'starts a process');
  guard(net.Server.prototype, ['listen'], 'listens');
  guard(net.Socket.prototype, ['connect'], 'asks a server');
}

function guard<T extends object>(target: T, names: readonly (keyof T & string)[], what: string): void {
  for (const name of names) {
    const original = target[name] as (...given: unknown[]) => unknown;
    const guarded = function (this: unknown, ...given: unknown[]): unknown {
      const quick = shared[QUICK];
      if (quick !== undefined)
        throw new Error(`${quick} runs in npm run check and ${what}: move it to a folder called processes.`);
      return original.apply(this, given);
    };
    // With what hangs on it: execFile has its own promise.
    Object.assign(target, { [name]: Object.assign(guarded, original) });
  }
}
