/** Runs seeds until one violates an invariant that is not known, and prints which; nothing where none does within the minutes given. */
import { planOf } from './decisions.js';
import { knownOf } from './known.js';
import { run } from './run.js';

const until = performance.now() + Number(process.argv[2]) * 60_000;
for (let seed = 1; performance.now() < until; seed += 1) {
  const { violations } = await run(planOf(seed));
  const found = violations.find((violation) => !knownOf(violation));
  if (!found) continue;
  console.log(`${found.invariant} (seed ${seed})`);
  break;
}
process.exit(0);
