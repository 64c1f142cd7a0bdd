import { AppError } from '../../errors/errors.js';

/** BUSY of anyone who checks PINs; the same words wherever the line is full. */
export function busyWithPins(): AppError {
  return new AppError('BUSY', {
    message: 'Too many PINs are waiting to be verified.',
    remedy: 'Try again in 2 seconds.',
    details: { retryAfterSeconds: 2 },
  });
}
