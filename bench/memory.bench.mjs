/**
 * Memory at rest, ready for live callers: ours (server and its PowerShell hosts, the standby included), Apollo Server with four shells of
 * node-powershell, and the floor. Each alone, as shared pages are divided among those who share them (PSS); the rehearsal is told apart.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { readKnown } from '../bin/setup/powershell.mjs';
import { installPeers, startPeer } from './graphql/peers.mjs';
import { rowOf } from './measure.mjs';
import { startPracticeVenue } from './practice-venue.mjs';
import { childrenOf, hostsBelow, processesTold, pssOf } from './processes.mjs';
import { startFloor } from './start/floor.mjs';

/** The standby is there by then, and the host that the boot took, which its lane may keep for a minute, is not. */
const AT_REST_MS = 80_000;
const document = '{ services { key status health nextAction } venue { companyName customerNumber } }';
const sum = (pids) => pids.reduce((total, pid) => total + pssOf(pid), 0);

export const bench = {
  title: 'memory at rest, ready for live callers (PSS)',
  rounds: 1,
  /** A minute and a half each, and hardly any spread. */
  most: 3,
  async run({ rounds, say }) {
    await installPeers(say);
    const powershell = readKnown(process.cwd());
    const taken = { server: [], hosts: [], rehearsal: [], floor: [], peer: [] };
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds}: ours`);
      const { server, hosts, rehearsal } = await ours();
      taken.server.push(server);
      taken.hosts.push(hosts);
      taken.rehearsal.push(rehearsal);
      say('floor');
      const floor = await startFloor(powershell);
      await sleep(3000);
      taken.floor.push(sum(floor.pids));
      floor.stop();
      say('Apollo with node-powershell');
      const peer = await startPeer('stock-powershell', { powershell, shells: 4, command: '(Get-Date).Year' });
      await sleep(3000);
      taken.peer.push(sum([peer.pid, ...childrenOf(peer.pid)]));
      await peer.stop();
    }
    const whole = taken.server.map((server, round) => server + taken.hosts[round]);
    const ratio = (of) => whole.map((value, round) => value / of[round]);
    const mb = (name, values) => rowOf(name, values, undefined, { unit: 'MB' });
    return {
      rows: [
        rowOf('ours / floor', ratio(taken.floor), { op: '<=', value: 2.5 }),
        rowOf('ours / Apollo with four node-powershells', ratio(taken.peer), { op: '<=', value: 1 }),
        mb('server', taken.server),
        mb('PowerShell hosts', taken.hosts),
        mb('floor', taken.floor),
        mb('Apollo with four node-powershells', taken.peer),
        mb('the rehearsal (services and cloud)', taken.rehearsal),
      ],
    };
  },
};

async function ours() {
  const venue = await startPracticeVenue('.');
  try {
    const token = await venue.signIn();
    for (let asked = 0; asked < 50; asked += 1) await venue.ask(document, {}, token);
    await sleep(AT_REST_MS);
    const hosts = hostsBelow(venue.pid);
    const others = processesTold(venue.data).filter((pid) => pid !== venue.pid && !hosts.includes(pid));
    return { server: pssOf(venue.pid), hosts: sum(hosts), rehearsal: sum(others) };
  } finally {
    await venue.stop();
  }
}
