import { AppError } from '../../errors.js';

/** How long a step that has passed its deadline may take to end. */
const DEAF_STEP_MS = 3000;

/** The step's signal has told it to end; one that doesn't listen is waited for a little, so that the way back doesn't meet it. */
export async function withDeadline<T>(work: Promise<T>, deadline: AbortSignal): Promise<T> {
  let ring = () => {};
  let timer: NodeJS.Timeout | undefined;
  const bell = new Promise<never>((_, reject) => {
    ring = () => {
      timer = setTimeout(() => reject(new AppError('STEP_TIMED_OUT')), DEAF_STEP_MS);
    };
    deadline.addEventListener('abort', ring);
  });
  try {
    return await Promise.race([work, bell]);
  } catch (error) {
    throw deadline.aborted ? new AppError('STEP_TIMED_OUT', { cause: error }) : error;
  } finally {
    deadline.removeEventListener('abort', ring);
    clearTimeout(timer);
  }
}
