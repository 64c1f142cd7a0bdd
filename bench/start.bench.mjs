/**
 * From the start of a program to its first live answer, with the rehearsal's services and cloud running already: ours, which signs no one
 * in (a session outlives a restart), and Apollo Server with node-powershell.
 */
import { rmSync } from 'node:fs';
import { readKnown } from '../bin/setup/powershell.mjs';
import { GOALS } from './goals.mjs';
import { installPeers, startPeer } from './graphql/peers.mjs';
import { interleave, ratioRow } from './measure.mjs';
import { makePlace, startPracticeVenue } from './practice-venue.mjs';

const document = '{ services { key status health nextAction } }';

export const bench = {
  title: 'from the start to the first live answer, the rehearsal running already',
  rounds: 7,
  async run({ rounds, say }) {
    await installPeers(say);
    const powershell = readKnown(process.cwd());
    const place = await makePlace();
    say('starting the rehearsal');
    const first = await startPracticeVenue('.', { place });
    const token = await first.signIn();
    await first.stop();
    const samples = {
      ours: () =>
        timedStart(
          () => startPracticeVenue('.', { place }),
          ({ ask }) => ask(document, {}, token),
        ),
      stock: () => timedStart(() => startStock(powershell), askStock),
    };
    try {
      const taken = await interleave(samples, rounds, say);
      const name = 'first live answer: ours / Apollo with node-powershell';
      return { rows: [ratioRow(name, taken, ['ours', 'stock'], GOALS.start[name])] };
    } finally {
      await endRehearsal(place);
      rmSync(place.data, { recursive: true, force: true });
    }
  },
};

async function timedStart(start, ask) {
  const startedAt = performance.now();
  const program = await start();
  try {
    await ask(program);
    return performance.now() - startedAt;
  } finally {
    await program.stop();
  }
}

function startStock(powershell) {
  return startPeer('stock-powershell', { powershell, shells: 1, command: '(Get-Date).Year' });
}

async function askStock({ port }) {
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ answer }' }),
  });
  const { data } = await answer.json();
  if (!data?.answer?.includes('20')) throw new Error('Apollo with node-powershell did not answer.');
}

/** One that keeps nothing ends what the others left. */
async function endRehearsal(place) {
  const last = await startPracticeVenue('.', { place, keep: false });
  await last.stop();
}
