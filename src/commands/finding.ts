import { AppError } from '../errors.js';
import type { Finding } from '../operations/ports/finding.js';
import { asAppError } from '../operations/world/script-failure.js';

/** What `look` finds; where it fails, what failed, with its remedy. */
export async function findingOf(part: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return failed(part, error);
  }
}

export function failed(part: string, cause: unknown): Finding {
  const error = asAppError(cause);
  const known = error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR', { cause: error });
  return { part, ok: false, detail: known.message, remedy: known.remedy };
}
