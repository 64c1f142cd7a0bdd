/** Lines that a person types at a terminal. */
import { createInterface } from 'node:readline';
import { createInterface as createPrompt } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { visible } from '../domain/types/plain-text.js';

/** What a paste still holds comes at once; no one types as fast. */
const PASTE_MS = 100;

/**
 * The lines of a keyboard, each kept until it is asked for: what is pasted, or typed ahead of a question, is its answer. One reader for all
 * questions: one for each would lose what came with a line. Prompts go to standard error.
 */
export class TypedLines {
  readonly #reader = createInterface({ input: process.stdin, output: process.stderr, historySize: 0 });
  readonly #typed: string[] = [];
  #isEnded = false;
  #isRefused = false;
  /** Whether lines were dropped that someone had typed. */
  #hasDropped = false;
  #wake: () => void = () => undefined;

  constructor() {
    this.#reader.on('line', (line) => {
      this.#typed.push(line);
      this.#wake();
    });
    this.#reader.on('close', () => {
      this.#isEnded = true;
      this.#wake();
    });
    // Anyone who gives up needs no answer taken that was typed before.
    this.#reader.on('SIGINT', () => {
      this.#typed.length = 0;
      this.#reader.close();
    });
  }

  /** Undefined where the input has ended. */
  async next(prompt: string): Promise<string | undefined> {
    if (this.#isRefused) await this.#dropAhead();
    const ahead = this.#typed.shift();
    if (ahead !== undefined) {
      process.stderr.write(`${prompt}${visible(ahead)}\n`);
      return ahead;
    }
    if (!this.#isEnded) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#reader.setPrompt(prompt);
      this.#reader.prompt(true);
      await woken;
      this.#reader.setPrompt('');
    }
    return this.#typed.shift();
  }

  /** The answer was none: what was typed ahead answers other questions than the one that is asked again, and the last may be a password. */
  refuse(): void {
    this.#isRefused = true;
  }

  async #dropAhead(): Promise<void> {
    this.#isRefused = false;
    await sleep(PASTE_MS);
    if (this.#typed.length === 0) return;
    this.#typed.length = 0;
    this.#hasDropped = true;
    process.stderr.write('  The lines after it were ignored: type them again.\n');
  }

  /** For a password, which is read by another way. Answers whether something was typed that no question had asked for, or undefined where the input has ended. */
  async drop(): Promise<boolean | undefined> {
    await sleep(PASTE_MS);
    if (this.#isEnded) return undefined;
    return this.#hasDropped || this.#typed.length > 0 || this.#reader.line !== '';
  }

  close(): void {
    this.#reader.close();
  }
}

/**
 * Reads one line that must not be seen: typed unechoed at a terminal, or the first line of standard input. As it was typed: blanks around a
 * password belong to it. Undefined when standard input ends without a line.
 */
export async function readSecret(prompt: string): Promise<string | undefined> {
  const terminal = process.stdin.isTTY === true;
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createPrompt({ input: process.stdin, output: mute, terminal });
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
