/** How a program that installing runs has ended, in its own words. */
import { runProgram } from '../../../src/platform/windows-service/run-program.js';

test.each([
  ['what it wrote to standard error', '/bin/sh', ['-c', 'echo out; echo why >&2; exit 3'], 'why'],
  ['what it printed, where it wrote no error', '/bin/sh', ['-c', 'echo out; exit 3'], 'out'],
  ['its exit code, where it wrote nothing', '/bin/sh', ['-c', 'exit 3'], 'it ended with 3'],
  ['the reason why it did not start', '/no/such/program', [], expect.stringContaining('ENOENT')],
])('a program that failed is reported with %s', async (_, file, words, said) => {
  await expect(runProgram(file, words)).rejects.toMatchObject({ said });
});

test('a program that takes longer than its limit is ended', async () => {
  await expect(runProgram('/bin/sleep', ['30'], { limitMs: 50 })).rejects.toMatchObject({
    said: 'it ended with SIGKILL',
  });
});
