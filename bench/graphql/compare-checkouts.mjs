/**
 * `node bench/graphql/compare-checkouts.mjs FOLDER [ROUNDS] [FLAG…]`: processor time a request of this checkout over that of another one, both built, two
 * servers by turns on one core. For what a change costs or brings: days differ more than that. Flags are Node's, for ours alone: with `.` for the folder
 * what a flag costs or brings.
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { median, short } from '../measure.mjs';
import { startPracticeVenue } from '../practice-venue.mjs';
import { exactProcessorTimeOf } from '../processes.mjs';
import { documents } from './documents.mjs';
import { answerOf, load } from './load.mjs';

const WARM_UP = 3000;
const COUNT = 1500;

const [folder, rounds = '7', ...flags] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder of another checkout that is built.');
const sides = { other: resolve(folder), ours: resolve('.') };
const servers = {};
try {
  for (const [side, at] of Object.entries(sides)) {
    servers[side] = await startPracticeVenue(at, {
      command: ['taskset', '-c', '0'],
      flags: side === 'ours' ? flags : [],
    });
    servers[side].token = await servers[side].signIn();
  }
  execFileSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)], { stdio: 'ignore' });
  for (const [name, query] of Object.entries(documents)) {
    const body = await answerOf({ ...servers.other, query });
    const ask = (side, count) => load({ ...servers[side], query, body, count });
    for (const side of Object.keys(sides)) await ask(side, WARM_UP);
    const taken = { other: [], ours: [] };
    for (let round = 0; round < Number(rounds); round += 1)
      for (const side of round % 2 === 0 ? ['ours', 'other'] : ['other', 'ours']) {
        const before = exactProcessorTimeOf(servers[side].pid);
        await ask(side, COUNT);
        taken[side].push((exactProcessorTimeOf(servers[side].pid) - before) / COUNT);
      }
    const ratios = taken.ours.map((value, round) => value / taken.other[round]);
    const spread = `${short(Math.min(...ratios))} - ${short(Math.max(...ratios))}`;
    const each = `${short(median(taken.ours) * 1000)} us / ${short(median(taken.other) * 1000)} us`;
    console.log(`${name.padEnd(9)} ${short(median(ratios))} (${spread})   ${each}`);
  }
} finally {
  for (const { stop } of Object.values(servers)) await stop();
}
