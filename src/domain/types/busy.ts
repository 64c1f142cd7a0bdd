import { AppError } from '../../errors/errors.js';

/** The BUSY error of everything that checks PINs. */
export function busyWithPins(): AppError {
  return new AppError('BUSY', {
    message: 'Too many PINs are waiting to be verified.',
    remedy: 'Try again in 2 seconds.',
    details: { retryAfterSeconds: 2 },
  });
}
