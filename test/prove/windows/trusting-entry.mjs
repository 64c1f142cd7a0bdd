/**
 * `node trusting-entry.mjs MAIN COMMAND...`: runs the built program MAIN on a machine that can't be a venue's. It passes the composition root a
 * row of its own in place of those about the machine and the installation.
 */
import { pathToFileURL } from 'node:url';

const [main, ...args] = process.argv.slice(2);
const { runProgram } = await import(pathToFileURL(main).href);
const found = {
  part: 'system',
  ok: true,
  warning: true,
  detail: `TEST ONLY on ${process.platform}: this machine and the installation are not checked`,
  remedy: 'This is a test of the program. Never run a venue like this.',
};
await runProgram(args, { machineRows: () => [found] });
