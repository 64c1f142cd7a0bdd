/** A process of seeds.ts: runs each seed that it reads, and writes a line of JSON for it. */
import { createInterface } from 'node:readline';
import { planOf } from './decisions.js';
import { run } from './run.js';

for await (const line of createInterface({ input: process.stdin })) {
  const { journal: _, reached, ...result } = await run(planOf(Number(line)));
  await new Promise<void>((written) => {
    process.stdout.write(`${JSON.stringify({ ...result, reached: [...reached] })}\n`, () => written());
  });
}
process.exit(0);
