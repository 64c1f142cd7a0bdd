import { Writable } from 'node:stream';

/** The part of a logger that this room needs; pino fits. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A sink that logs each line it is given, cut at 500 characters, and never pushes back. */
export function logSink(say: (line: string) => void): Writable {
  let rest = '';
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const lines = (rest + chunk.toString()).split('\n');
      rest = (lines.pop() ?? '').slice(0, 500);
      for (const line of lines) if (line.trim() !== '') say(line.trimEnd().slice(0, 500));
      done();
    },
  });
}
