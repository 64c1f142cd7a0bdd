/**
 * What is told to many is written as JSON once: graphql-ws is handed a mark instead of the result, and the mark is exchanged for the text as
 * the message leaves. A mark can't be mistaken for a result, which has data or errors; nor can a client's ID hold one, as its quotes are escaped,
 * nor the answer to a ping, which is no "next".
 */
import type { FormattedExecutionResult } from 'graphql';

const MARK = /"type":"next","payload":\{"frame":(\d+)\}\}$/;

const texts = new WeakMap<object, string>();

/** Of one socket. */
export class SharedFrames {
  readonly #waiting = new Map<string, string>();
  #given = 0;

  /** What graphql-ws may write in place of `result`. */
  mark(result: FormattedExecutionResult): FormattedExecutionResult {
    const text = texts.get(result) ?? JSON.stringify(result);
    texts.set(result, text);
    this.#given += 1;
    this.#waiting.set(String(this.#given), text);
    return { frame: this.#given } as FormattedExecutionResult;
  }

  /** The message as it leaves. */
  fill(message: string): string {
    const [mark, frame = ''] = MARK.exec(message) ?? [];
    const text = this.#waiting.get(frame);
    if (mark === undefined || text === undefined) return message;
    this.#waiting.delete(frame);
    return `${message.slice(0, -mark.length)}"type":"next","payload":${text}}`;
  }
}
