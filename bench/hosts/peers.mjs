/** What someone would use instead: a process per call, and node-powershell's `invoke`. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PowerShell } from 'node-powershell';
import { fixtures } from './pools.mjs';

const run = promisify(execFile);

/** Runs Get-Echo in a pwsh of its own. */
export function spawnPeer({ executable, leadingArguments }) {
  const words = ['-NoProfile', '-NonInteractive', '-File', `${fixtures}/Get-Echo.ps1`, '-Value', 'x'];
  return async () => {
    const { stdout } = await run(executable, [...leadingArguments, ...words]);
    if (stdout.trim() !== 'x') throw new Error(`The spawned pwsh said ${JSON.stringify(stdout)}`);
  };
}

/** One warm node-powershell. A call that doesn't answer in time is counted, and its process replaced. */
export class InvokePeer {
  static patienceMs = 5000;
  calls = 0;
  hangs = 0;
  #found;
  #shell;

  constructor(found) {
    this.#found = found;
  }

  /** Milliseconds of one call of Get-Echo; undefined when it hung. */
  async call() {
    if (!this.#shell) await this.#start();
    this.calls += 1;
    const startedAt = performance.now();
    const answer = await this.#within(this.#shell.invoke(`& '${fixtures}/Get-Echo.ps1' -Value 'x'`));
    if (answer !== undefined) {
      // It lets the console's own control sequences through; the answer is what is left.
      if (!answer.raw.includes('x')) throw new Error(`node-powershell said ${JSON.stringify(answer.raw)}`);
      return performance.now() - startedAt;
    }
    this.hangs += 1;
    this.stop();
    return undefined;
  }

  stop() {
    // By its pid: dispose() would wait for the call that hangs.
    if (this.#shell) process.kill(this.#shell.process.pid, 'SIGKILL');
    this.#shell = undefined;
  }

  async #start() {
    const { executable, leadingArguments } = this.#found;
    const leading = Object.fromEntries(leadingArguments.map((word) => [word, true]));
    for (let attempt = 0; attempt < 5; attempt += 1) {
      this.#shell = new PowerShell({
        executable,
        executableOptions: { '-NoLogo': false, ...leading, '-NoProfile': true, '-NonInteractive': true },
        spawnOptions: { env: { ...process.env, TERM: 'dumb', NO_COLOR: '1' } },
      });
      this.#shell.exitPromise.catch(() => undefined);
      this.#shell.process.stdin.on('error', () => undefined);
      let isWarm = true;
      for (let n = 0; n < 20 && isWarm; n += 1)
        isWarm =
          (await this.#within(this.#shell.invoke(`& '${fixtures}/Get-Echo.ps1' -Value 'x'`), 20_000)) !==
          undefined;
      if (isWarm) return;
      this.hangs += 1;
      this.stop();
    }
    throw new Error('node-powershell hung in five starts.');
  }

  async #within(answer, patience = InvokePeer.patienceMs) {
    let timer;
    const late = new Promise((done) => {
      timer = setTimeout(done, patience);
    });
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
