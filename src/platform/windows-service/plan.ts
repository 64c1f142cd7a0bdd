/** A plan of an installation: shown first, then carried out. Each step has its rollback, or says that there is none. */
import { AppError, type ErrorCode } from '../../errors/errors.js';

export type Tell = (words: string) => void;

export interface Step {
  /** What it does, for a person: `Copy the program to /opt/...`. */
  readonly title: string;
  /** Shows what a person should know and fails nothing. */
  work(tell: Tell): Promise<void> | void;
  /** Also after work that failed half-way; notes what is otherwise than before all the same. Without it what was done stays, and that is said. */
  undo?(note: Tell): Promise<void> | void;
  /** Takes away what nothing brings back: from here on nothing is restored, and the steps after it are taken whatever fails. */
  readonly isFinal?: boolean;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** Of what it throws when a step failed. */
  readonly failure: ErrorCode;
}

/** The rollback of a step that changed nothing that was there. */
export const nothingToRollBack = () => undefined;

/**
 * Takes the steps in order, telling each. One that fails: it and those before it are undone, the last one first; then throws the plan's failure
 * with what went wrong, and what could not be restored. Ctrl+C is held until a step has ended, and then taken as the failure of the next, the first
 * that nothing brings back included; where none that could be spared is left, the plan is then completed.
 */
export async function carryOut({ steps, failure }: Plan, tell: Tell): Promise<void> {
  const end = steps.findIndex(({ isFinal }) => isFinal);
  const final = end < 0 ? [] : steps.slice(end);
  const reversible = steps.slice(0, steps.length - final.length);
  let last = false;
  const follows = () => (last ? 'the plan is then completed' : 'completed steps are then rolled back');
  const signals = holdSignals(tell, follows);
  // The first of the final steps is only asked about there: it is the last moment to turn back.
  const asked = [...reversible, ...final.slice(0, 1)];
  try {
    await takeOrPutBack(asked, failure, {
      tell,
      requireGoingOn: signals.requireNone,
      begins(step) {
        last = step === asked.at(-1);
      },
    });
    await takeAll(final, failure, tell);
  } finally {
    signals.release();
  }
}

async function takeOrPutBack(
  steps: readonly Step[],
  failure: ErrorCode,
  { tell, requireGoingOn, begins }: { tell: Tell; requireGoingOn: () => void; begins: (step: Step) => void },
): Promise<void> {
  const taken: Step[] = [];
  for (const step of steps) {
    try {
      requireGoingOn();
      begins(step);
      if (step.isFinal) return;
      tell(step.title);
      taken.unshift(step);
      await step.work(tell);
    } catch (cause) {
      const said = await rollBack(taken, tell);
      throw new AppError(failure, {
        message: `${step.title}: ${inWords(cause)}`,
        remedy: [...remedyOf(cause), ...(said.length === 0 ? ['All changes were rolled back.'] : said)].join(
          ' ',
        ),
        cause,
      });
    }
  }
}

async function rollBack(taken: readonly Step[], tell: Tell): Promise<readonly string[]> {
  const said: string[] = [];
  for (const { title, undo } of taken) {
    if (!undo) {
      said.push(`Not rolled back: ${title}.`);
      continue;
    }
    tell(`Restoring: ${title}`);
    try {
      await undo((note) => void said.push(note));
    } catch (error) {
      said.push(`Not rolled back: ${title} (${inWords(error)}).`);
    }
  }
  return said;
}

async function takeAll(steps: readonly Step[], failure: ErrorCode, tell: Tell): Promise<void> {
  const failed: { title: string; cause: unknown }[] = [];
  for (const { title, work } of steps) {
    tell(title);
    try {
      await work(tell);
    } catch (cause) {
      failed.push({ title, cause });
    }
  }
  const [first] = failed;
  if (!first) return;
  throw new AppError(failure, {
    message: failed.map(({ title, cause }) => `${title}: ${inWords(cause)}`).join(' '),
    remedy:
      'Nothing is rolled back: the other steps are complete. Fix what the message names, then delete the remaining files manually.',
    cause: first.cause,
  });
}

const inWords = (error: unknown) => (error instanceof Error ? error.message : String(error));
const remedyOf = (error: unknown) => (error instanceof AppError ? [error.remedy] : []);

/** Ctrl+C between a service that was stopped and one that runs again would leave neither: it is held until the step has ended. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** From now on such a signal ends nothing; the first of them is reported, with what becomes of it (`follows`) at that moment. */
function holdSignals(tell: (words: string) => void, follows: () => string) {
  let came: string | undefined;
  const hold = (signal: string) => {
    if (came === undefined) tell(`${signal} is delayed until this step has ended; ${follows()}.`);
    came = signal;
  };
  for (const signal of SIGNALS) process.on(signal, hold);
  return {
    /** Throws, in words, once a signal has come. */
    requireNone() {
      if (came !== undefined) throw new Error(`${came} ended it before this step.`);
    },
    release() {
      for (const signal of SIGNALS) process.off(signal, hold);
    },
  };
}
