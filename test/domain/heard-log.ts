/** A log of which a test reads the lines. */
import type { Log } from '../../src/domain/ports/machine.js';

type Line = Readonly<Record<string, unknown>>;

export class HeardLog implements Log {
  readonly lines: Line[] = [];
  readonly debug = () => undefined;
  readonly info = (fields: object, msg: string) => this.#hear('info', fields, msg);
  readonly warn = (fields: object, msg: string) => this.#hear('warn', fields, msg);
  readonly error = (fields: object, msg: string) => this.#hear('error', fields, msg);

  #hear(level: string, fields: object, msg: string): void {
    this.lines.push({ level, msg, ...fields });
  }
}
