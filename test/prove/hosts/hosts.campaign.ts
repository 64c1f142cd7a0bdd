/** `prove -- hosts`: what a host may write, and scripts in it. That hung scripts end: stops.nightly.test.ts; that hosts keep nothing of ended calls: worn-hosts.nightly.test.ts. */
import { type Campaign, proofOf } from '../shared/campaign.js';
import { type HostsRow } from '../shared/hosts-row.js';
import { fuzzHosts } from './fuzz.js';
import { scriptsThatLie } from './script-lies.js';

export const campaign: Campaign = {
  title: 'Faulty PowerShell hosts and forged script output',
  /** `count`: made-up outputs, a tenth of them by scripts in a real host; all else follows from it. */
  async run({ seed, count = 10_000, say }) {
    const byScripts = Math.ceil(count / 10);
    const floodMegabytes = count >= 10_000 ? 1024 : 128;
    const rows: HostsRow[] = [];
    for (const run of [
      () => fuzzHosts({ seed, count: count - byScripts, floodMegabytes, say }),
      () => scriptsThatLie({ seed, count: byScripts, say }),
    ]) {
      const found = await run();
      for (const row of found)
        say(`${row.what}, ${row.runs} runs: ${row.found}; ${row.untrue.length} untrue`);
      rows.push(...found);
    }
    return proofOf(['what', 'runs', 'goal', 'found', 'untrue'], rows, ({ what, runs, goal, found }) => [
      what,
      runs,
      goal,
      found,
    ]);
  },
};
