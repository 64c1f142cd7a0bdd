/** Reads one line that must not be seen: typed unechoed at a terminal, or the first line of standard input. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Empty when standard input ends without a line. */
export async function readSecret(prompt: string): Promise<string | undefined> {
  const terminal = process.stdin.isTTY === true;
  if (terminal) process.stderr.write(prompt);
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: mute, terminal });
  try {
    // A question that the end of the input leaves open would end the program without a word.
    const end = new Promise<undefined>((resolve) => reader.once('close', () => resolve(undefined)));
    return (await Promise.race([reader.question(''), end]))?.trim();
  } finally {
    reader.close();
    if (terminal) process.stderr.write('\n');
  }
}
