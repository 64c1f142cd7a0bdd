/** `prove -- hosts`: what a host may write, scripts that hang, and many calls. */
import { fuzzHosts } from './hosts-fuzz.js';
import { hangScripts } from './hosts-hangs.js';
import { weighHosts } from './hosts-memory.js';
import type { HostsRow } from './hosts-row.js';
import { scriptsThatLie } from './hosts-script-lies.js';

export interface HostsOptions {
  readonly seed: number;
  /** Made-up outputs, a tenth of them by scripts in a real host; all else follows from it. */
  readonly outputs: number;
  readonly floodMegabytes: number;
  readonly hung: number;
  readonly calls: number;
  /** What a host says and holds alongside what is stopped, for a short run; default one after the other. */
  readonly alongside?: boolean;
  readonly say?: (line: string) => void;
}

export async function proveHosts(options: HostsOptions): Promise<HostsRow[]> {
  const { seed, outputs, floodMegabytes, say = () => undefined } = options;
  const byScripts = Math.ceil(outputs / 10);
  const said = [
    () => fuzzHosts({ seed, count: outputs - byScripts, floodMegabytes, say }),
    () => scriptsThatLie({ seed, count: byScripts, floodMegabytes, say }),
  ];
  const hung = () => hangScripts({ count: options.hung, say });
  const weighed = () => weighHosts({ count: options.calls, say });
  if (!options.alongside) return await inTurn([...said, hung, weighed], say);
  return (await Promise.all([inTurn([...said, weighed], say), inTurn([hung], say)])).flat();
}

async function inTurn(
  parts: readonly (() => Promise<HostsRow[]>)[],
  say: (line: string) => void,
): Promise<HostsRow[]> {
  const rows: HostsRow[] = [];
  for (const run of parts) {
    const found = await run();
    for (const row of found) say(`${row.what}, ${row.runs} runs: ${row.found}; ${row.untrue.length} untrue`);
    rows.push(...found);
  }
  return rows;
}
