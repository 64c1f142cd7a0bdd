/** Before each test file: a quick one can start no process, listen nowhere and ask no server. It fails where it tries. */
import childProcess from 'node:child_process';
import net from 'node:net';
import { relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { isQuick } from '../bin/testing/quick.mjs';

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
  for (const name of names) Object.assign(target, { [name]: guarded(target[name] as Call, what) });
}

type Call = ((...given: unknown[]) => unknown) & { [promisify.custom]?: Call };

function guarded(original: Call, what: string): Call {
  const call: Call = function (this: unknown, ...given: unknown[]): unknown {
    const quick = shared[QUICK];
    if (quick !== undefined)
      throw new Error(`${quick} runs in npm run check and ${what}: move it to a folder called processes.`);
    return original.apply(this, given);
  };
  // promisify(execFile) is made of this.
  const promised = original[promisify.custom];
  if (promised) call[promisify.custom] = promised === original ? call : guarded(promised, what);
  return call;
}
