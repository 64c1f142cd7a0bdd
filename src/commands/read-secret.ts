/** Reads one line that must not be seen: typed unechoed at a terminal, or the first line of standard input. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

export async function readSecret(prompt: string): Promise<string> {
  const terminal = process.stdin.isTTY === true;
  if (terminal) process.stderr.write(prompt);
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: mute, terminal });
  try {
    return (await reader.question('')).trim();
  } finally {
    reader.close();
    if (terminal) process.stderr.write('\n');
  }
}
