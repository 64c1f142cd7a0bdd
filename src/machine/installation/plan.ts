/** A plan is shown before it is carried out; each step knows its way back. */
import { AppError, type ErrorCode } from '../../errors.js';

export interface Step {
  /** What it does, for a person: `Copy the program to /opt/...`. */
  readonly title: string;
  work(): Promise<void> | void;
  /** Also after work that failed half-way. Without it there is nothing to put back. */
  undo?(): Promise<void> | void;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** Of what it throws when a step failed and everything was put back. */
  readonly failure: ErrorCode;
}

/**
 * Takes the steps in order, telling each. One that fails: it and those before it are undone, the last one first; then throws the plan's failure
 * with what went wrong, and what could not be put back.
 */
export async function carryOut({ steps, failure }: Plan, tell: (title: string) => void): Promise<void> {
  const taken: Step[] = [];
  for (const step of steps) {
    tell(step.title);
    taken.unshift(step);
    try {
      await step.work();
    } catch (cause) {
      const left = await putBack(taken, tell);
      throw new AppError(failure, {
        message: `${step.title}: ${inWords(cause)}`,
        remedy: [
          ...remedyOf(cause),
          left.length === 0 ? 'Everything was put back as it was.' : left.join(' '),
        ].join(' '),
        cause,
      });
    }
  }
}

async function putBack(taken: readonly Step[], tell: (title: string) => void): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { title, undo } of taken) {
    if (!undo) continue;
    tell(`Putting back: ${title}`);
    try {
      await undo();
    } catch (error) {
      left.push(`Not put back: ${title} (${inWords(error)}).`);
    }
  }
  return left;
}

const inWords = (error: unknown) => (error instanceof Error ? error.message : String(error));
const remedyOf = (error: unknown) => (error instanceof AppError ? [error.remedy] : []);
