/**
 * What the idle server costs a minute: processor time and voluntary context switches of its process alone.
 * No console or client is connected. PowerShell hosts and the rehearsal's processes are not counted.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { GOALS } from './goals.mjs';
import { rowOf } from './measure.mjs';
import { startPracticeVenue } from './practice-venue.mjs';
import { processorTimeOf, switchesOf } from './processes.mjs';

/** Work that the start deferred is done by then. */
const REST_MS = 60_000;
const MEASURED_MS = 120_000;
/** The defaults, which `makePlace` shortens for the other benches. */
const site = { stableSeconds: undefined, pollMs: undefined, heartbeatMs: undefined };

export const bench = {
  title: 'the idle server, its process alone',
  rounds: 1,
  /** Three minutes each. */
  most: 3,
  async run({ rounds, say }) {
    const taken = { 'processor time per minute': [], 'voluntary context switches per minute': [] };
    for (let round = 0; round < rounds; round += 1) {
      const minute = await idleMinute();
      for (const [name, value] of Object.entries(minute)) taken[name].push(value);
      say(`round ${round + 1} of ${rounds}: ${JSON.stringify(minute)}`);
    }
    return { rows: Object.entries(taken).map(([name, values]) => rowOf(name, values, GOALS.idle[name])) };
  },
};

async function idleMinute() {
  const venue = await startPracticeVenue('.', { site });
  try {
    await sleep(REST_MS);
    const before = reading(venue.pid);
    await sleep(MEASURED_MS);
    const after = reading(venue.pid);
    const perMinute = (of) => ((after[of] - before[of]) / (after.at - before.at)) * 60_000;
    return {
      'processor time per minute': perMinute('processor'),
      'voluntary context switches per minute': perMinute('switches'),
    };
  } finally {
    await venue.stop();
  }
}

function reading(pid) {
  return { at: performance.now(), processor: processorTimeOf(pid), switches: switchesOf(pid) };
}
