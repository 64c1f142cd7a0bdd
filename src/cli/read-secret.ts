/** Reads one line that must not be seen: typed unechoed at a terminal, or the first line of standard input. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** As it was typed: blanks around a password belong to it. Undefined when standard input ends without a line. */
export async function readSecret(prompt: string): Promise<string | undefined> {
  const terminal = process.stdin.isTTY === true;
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: mute, terminal });
  // Only now does the terminal echo no more.
  if (terminal) process.stderr.write(prompt);
  try {
    // A question that the end of the input leaves open would end the program without a word.
    const end = new Promise<undefined>((resolve) => reader.once('close', () => resolve(undefined)));
    return await Promise.race([reader.question(''), end]);
  } finally {
    reader.close();
    if (terminal) process.stderr.write('\n');
  }
}
