import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** The part of a logger that this room needs; pino fits. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Characters of a line that are worth keeping. */
const LONGEST = 500;

/** A sink that logs the beginning of each line it is given, holds no more than that, and never pushes back. */
export function logSink(say: (line: string) => void): Writable {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  const keep = (text: string, start: number, end: number) => {
    const room = LONGEST - begun.length;
    if (room > 0) begun += text.slice(start, Math.min(end, start + room));
  };
  const tell = () => {
    const line = begun.trimEnd();
    begun = '';
    if (line !== '') say(line);
  };
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const text = decoder.write(chunk);
      let start = 0;
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
        keep(text, start, end);
        tell();
        start = end + 1;
      }
      keep(text, start, text.length);
      done();
    },
    final(done) {
      tell();
      done();
    },
  });
}
