/** Reads what a script wrote, once, at the edge: a shape that isn't the agreed one is a failure of the script, never a guess. */
import { ScriptError } from '../ports/script-runner.js';

export class Row {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #script: string;

  constructor(value: unknown, script: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw unexpected(script, 'an object');
    }
    this.#fields = value as Record<string, unknown>;
    this.#script = script;
  }

  text(name: string): string {
    const value = this.#fields[name];
    if (typeof value !== 'string') throw unexpected(this.#script, `${name}: a string`);
    return value;
  }

  /** An empty text is one. */
  nullableText(name: string): string | undefined {
    const value = this.#fields[name];
    return value === null || value === undefined ? undefined : this.text(name);
  }

  optionalText(name: string): string | undefined {
    const value = this.#fields[name];
    return value === null || value === undefined || value === '' ? undefined : this.text(name);
  }

  oneOf<const T extends string>(name: string, known: readonly T[]): T {
    const found = known.find((value) => value === this.#fields[name]);
    if (found === undefined) throw unexpected(this.#script, `${name}: one of ${known.join(', ')}`);
    return found;
  }

  flag(name: string): boolean {
    const value = this.#fields[name];
    if (typeof value !== 'boolean') throw unexpected(this.#script, `${name}: true or false`);
    return value;
  }

  number(name: string): number {
    const value = this.#fields[name];
    if (typeof value !== 'number') throw unexpected(this.#script, `${name}: a number`);
    return value;
  }

  optionalNumber(name: string): number | undefined {
    const value = this.#fields[name];
    return value === null || value === undefined ? undefined : this.number(name);
  }

  date(name: string): Date {
    const value = new Date(this.text(name));
    if (Number.isNaN(value.getTime())) throw unexpected(this.#script, `${name}: an ISO 8601 time`);
    return value;
  }

  optionalDate(name: string): Date | undefined {
    return this.optionalText(name) === undefined ? undefined : this.date(name);
  }

  texts(name: string): readonly string[] {
    return list(this.#fields[name]).map((value) => {
      if (typeof value !== 'string') throw unexpected(this.#script, `${name}: strings`);
      return value;
    });
  }

  row(name: string): Row {
    return new Row(this.#fields[name], this.#script);
  }

  optionalRow(name: string): Row | undefined {
    const value = this.#fields[name];
    return value === null || value === undefined ? undefined : this.row(name);
  }

  rows(name: string): readonly Row[] {
    return list(this.#fields[name]).map((value) => new Row(value, this.#script));
  }
}

/** The one object that a script of this kind writes. */
export function onlyRow(output: readonly unknown[], script: string): Row {
  if (output.length !== 1) throw unexpected(script, `one object, received ${output.length}`);
  return new Row(output[0], script);
}

/** PowerShell unrolls an array of one, and writes null for an empty one. */
function list(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function unexpected(script: string, expected: string): ScriptError {
  return new ScriptError(script, 'FAILED', `${script} returned unexpected output; expected ${expected}.`, {
    errorId: 'UNEXPECTED_OUTPUT',
  });
}
