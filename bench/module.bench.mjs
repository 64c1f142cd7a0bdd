/**
 * What the admins' module costs: importing it over starting PowerShell alone, each in a process of its own; and one query by it over a bare
 * Invoke-RestMethod with the same document, in one warm PowerShell against a practice venue.
 */
import { execFile, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { GOALS } from './goals.mjs';
import { findPinned } from './hosts/pools.mjs';
import { interleave, ratioRow, timed } from './measure.mjs';
import { startPracticeVenue } from './practice-venue.mjs';

const folder = resolve('scripts/VenueControl');
const script = resolve('bench/module/Measure-VenueModule.ps1');
const run = promisify(execFile);

export const bench = {
  title: 'The PowerShell module against PowerShell alone',
  rounds: 7,
  async run({ rounds, say }) {
    const found = await findPinned();
    const { executable, leadingArguments } = found;
    const pwsh = [...leadingArguments, '-NoProfile', '-NonInteractive'];
    const start = (command) => timed(() => run(executable, [...pwsh, '-Command', command]));
    const starts = await interleave(
      { alone: () => start('exit'), imported: () => start(`Import-Module ${folder}; exit`) },
      rounds,
      say,
    );
    const venue = await startPracticeVenue(process.cwd());
    let warm;
    try {
      say('calls');
      const uri = `http://127.0.0.1:${venue.port}`;
      const words = ['-File', script, '-Module', folder, '-Uri', uri, '-Round', String(rounds)];
      warm = JSON.parse(await saidBy(executable, [...pwsh, ...words], '2468\n'));
    } finally {
      await venue.stop();
    }
    return {
      rows: [
        row('PowerShell with the module imported / alone', starts, ['imported', 'alone']),
        row('Get-VenueService / Invoke-RestMethod', warm, ['service', 'rest']),
      ],
      versions: { powershell: found.version },
    };
  },
};

function row(name, taken, pair) {
  return ratioRow(name, taken, pair, GOALS.module[name]);
}

/** Standard output of a process that is given one line. */
function saidBy(program, words, line) {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(line);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0 ? done(text) : fail(new Error(`It ended with ${code}: ${text}`)),
    );
  });
}
