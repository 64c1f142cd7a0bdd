import { Writable } from 'node:stream';
import { releaseChunk } from '../wire/wire.js';

/** Characters of a line that are worth keeping. */
const LONGEST = 500;
const LONGEST_CHARACTER = 4;
const LINE_FEED = 10;

/**
 * A sink that logs the beginning of each line it is given, holds no more than that, and never pushes back. What isn't logged
 * never becomes a string: a flood would leave as much again for the collector. A chunk with memory of its own is empty afterwards.
 */
export function logSink(say: (line: string) => void): Writable {
  const begun = Buffer.alloc(LONGEST * LONGEST_CHARACTER);
  let length = 0;
  const keep = (chunk: Buffer, start: number, end: number) => {
    length += chunk.copy(begun, length, start, end);
  };
  const tell = () => {
    const line = begun.toString('utf8', 0, length).slice(0, LONGEST).trimEnd();
    length = 0;
    if (line !== '') say(line);
  };
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
        keep(chunk, start, end);
        tell();
        start = end + 1;
      }
      keep(chunk, start, chunk.length);
      releaseChunk(chunk);
      done();
    },
    final(done) {
      tell();
      done();
    },
  });
}
