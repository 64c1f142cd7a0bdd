/**
 * Memory at rest, ready for live callers: ours (server and its PowerShell hosts, the spare included) over a bare node and a bare pwsh. Each
 * alone, as shared pages are divided among those who share them (PSS); the rehearsal is not counted.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { readKnown } from '../bin/setup/powershell.mjs';
import { GOALS } from './goals.mjs';
import { median, rowOf, short } from './measure.mjs';
import { startPracticeVenue } from './practice-venue.mjs';
import { hostsBelow, pssOf } from './processes.mjs';
import { startFloor } from './start/floor.mjs';

/** The spare host is there by then, and the host that the boot took, which its pool may keep for a minute, is not. */
const AT_REST_MS = 80_000;
const document = '{ services { key status health nextAction } venue { companyName customerNumber } }';
const sum = (pids) => pids.reduce((total, pid) => total + pssOf(pid), 0);

export const bench = {
  title: 'memory at rest, ready for live callers (PSS)',
  rounds: 1,
  /** A minute and a half each, and hardly any spread. */
  most: 3,
  async run({ rounds, say }) {
    const powershell = readKnown(process.cwd());
    const taken = { ours: [], floor: [] };
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds}`);
      taken.ours.push(await ours(say));
      const floor = await startFloor(powershell);
      await sleep(3000);
      taken.floor.push(sum(floor.pids));
      floor.stop();
    }
    const name = 'memory at rest: ours / bare node and pwsh';
    const ratios = taken.ours.map((value, round) => value / taken.floor[round]);
    const result = `${short(median(taken.ours))} MB / ${short(median(taken.floor))} MB`;
    return { rows: [rowOf(name, ratios, GOALS.memory[name], result)] };
  },
};

async function ours(say) {
  const venue = await startPracticeVenue('.');
  try {
    const token = await venue.signIn();
    for (let asked = 0; asked < 50; asked += 1) await venue.ask(document, {}, token);
    await sleep(AT_REST_MS);
    const hosts = hostsBelow(venue.pid);
    const [server, ofHosts] = [pssOf(venue.pid), sum(hosts)];
    say(`server ${server.toFixed(0)} MB, ${hosts.length} hosts ${ofHosts.toFixed(0)} MB`);
    return server + ofHosts;
  } finally {
    await venue.stop();
  }
}
