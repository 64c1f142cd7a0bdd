/** One of the servers that want a data folder: on a line of input it takes the lock, prints `held` or `refused`, and holds it until its end. */
import { createInterface } from 'node:readline';
import { lockDataFolder } from '../../../src/platform/data-folder/lock.js';

const [folder = ''] = process.argv.slice(2);
process.stdout.write('ready\n');
for await (const _ of createInterface({ input: process.stdin })) {
  try {
    lockDataFolder(folder);
    process.stdout.write('held\n');
  } catch {
    process.stdout.write('refused\n');
  }
}
