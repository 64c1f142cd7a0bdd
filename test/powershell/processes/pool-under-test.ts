/** A real pool over test/fixtures/scripts, and ways to see which processes live. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type {
  ScriptCall,
  ScriptError,
  ScriptEvent,
  ScriptValue,
} from '../../../src/domain/ports/script-runner.js';
import { createPowerShellPool, type PowerShellPoolOptions } from '../../../src/powershell/pool/pool.js';

export const projectFolder = resolve('.');
export const scriptFolder = join(projectFolder, 'test', 'fixtures', 'scripts');

export function makePool(options: Partial<PowerShellPoolOptions> = {}) {
  const lines: string[] = [];
  const note = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const log = { debug: note, info: note, warn: note, error: note };
  const pool = createPowerShellPool({ projectFolder, scriptFolders: [scriptFolder], log, ...options });

  async function output(
    script: string,
    parameters: Record<string, ScriptValue> = {},
    more: Partial<ScriptCall> = {},
  ) {
    return (await pool.runner.run({ script, parameters, deadlineMs: 20_000, ...more })).output;
  }

  /** The failure of a call that must fail, the events before it, and how long it took. */
  async function failure(
    script: string,
    parameters: Record<string, ScriptValue> = {},
    more: Partial<ScriptCall> = {},
  ) {
    const events: ScriptEvent[] = [];
    const startedAt = performance.now();
    const onEvent = (event: ScriptEvent) => void events.push(event);
    try {
      await pool.runner.run({ script, parameters, deadlineMs: 20_000, onEvent, ...more });
    } catch (error) {
      return { error: error as ScriptError, events, took: performance.now() - startedAt };
    }
    throw new Error(`${script} was expected to fail.`);
  }

  return { pool, output, failure, lines };
}

/** Command lines of all live processes by pid; zombies don't count. */
export function processes(): Map<number, string> {
  const found = new Map<number, string>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [state] = statOf(Number(name));
      if (state !== 'Z')
        found.set(Number(name), readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' '));
    } catch {
      // Ended while we checked.
    }
  }
  return found;
}

/** State, parent, process group, session and what follows in /proc/PID/stat. */
export function statOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
}

/** The live processes of a host's process group: itself and the native children of its scripts. */
export function groupOf(host: number): number[] {
  return [...processes().keys()].filter((pid) => {
    try {
      return statOf(pid)[2] === String(host);
    } catch {
      return false;
    }
  });
}

export function processesWith(text: string): number[] {
  return [...processes()].filter(([, line]) => line.includes(text)).map(([pid]) => pid);
}

/** Resolves with the milliseconds until `holds`, or throws after `within`. */
export async function eventually(holds: () => boolean, within: number): Promise<number> {
  const startedAt = performance.now();
  while (!holds()) {
    if (performance.now() - startedAt > within)
      throw new Error(`It did not become true within ${within} ms.`);
    await new Promise((wait) => setTimeout(wait, 20));
  }
  return performance.now() - startedAt;
}

/** makePool for tests that each have pools of their own; `end` is for afterEach, so that a test which fails ends them too. */
export function poolsOfOneTest(): { readonly makePool: typeof makePool; end(): Promise<void> } {
  const pools: { stop(): Promise<void> }[] = [];
  return {
    makePool(options) {
      const made = makePool(options);
      pools.push(made.pool);
      return made;
    },
    async end() {
      await Promise.all(pools.splice(0).map((pool) => pool.stop()));
    },
  };
}
