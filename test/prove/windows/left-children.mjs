/** What scripts have started, and did not end, when their host is killed and has no time to end it: at a real venue and in a rehearsal. */
import { setTimeout as sleep } from 'node:timers/promises';

const SOON_MS = 3000;

/** `makePool` takes the hosts' environment; `prove` what is claimed, and what answers true or what was found instead. */
export async function proveLeftChildren(prove, makePool) {
  const left = (venue) => leftAfterKill(makePool({ VENUE_CONTROL_VENUE: venue }));
  await prove('at a real venue what a script left running ends with its host that is killed', async () => {
    const { wasAlive, isAlive, ms } = await left('windows');
    return (wasAlive && !isAlive) || { wasAlive, isAlive, ms };
  });
  await prove('in a rehearsal, whose services are such, it lives on', async () => {
    const { wasAlive, isAlive, ms } = await left('rehearsal');
    return (wasAlive && isAlive) || { wasAlive, isAlive, ms };
  });
}

async function leftAfterKill(pool) {
  await pool.start();
  let child;
  try {
    const parameters = { Program: process.execPath };
    const { output } = await pool.runner.run({ script: 'Get-LeftChild', parameters, deadlineMs: 60_000 });
    [child] = output;
    const wasAlive = lives(child);
    const killedAt = performance.now();
    process.kill(pool.status().pools[0].pids[0]);
    while (lives(child) && performance.now() - killedAt < SOON_MS) await sleep(50);
    return { wasAlive, isAlive: lives(child), ms: Math.round(performance.now() - killedAt) };
  } finally {
    if (lives(child)) process.kill(child);
    await pool.stop();
  }
}

export function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
