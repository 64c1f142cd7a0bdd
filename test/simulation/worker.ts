/** A process of seeds.ts: runs each `step`-th seed from `first` until `end` or until its minutes are over, a line of JSON a seed. */
import { planOf } from './decisions.js';
import { run } from './run.js';

const [first = 1, step = 1, end = 2, minutes = 1] = process.argv.slice(2).map(Number);
const until = performance.now() + minutes * 60_000;
for (let seed = first; seed < end && performance.now() < until; seed += step) {
  const { journal: _, reached, ...result } = await run(planOf(seed));
  await new Promise<void>((written) => {
    process.stdout.write(`${JSON.stringify({ ...result, reached: [...reached] })}\n`, () => written());
  });
}
process.exit(0);
