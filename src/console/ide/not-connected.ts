import type { FormattedExecutionResult } from 'graphql';

/** In the shape of the server's own refusals: a thrown error would be shown with its stack. */
export function notConnected(message: string, remedy: string): FormattedExecutionResult {
  return { errors: [{ message, extensions: { code: 'NOT_CONNECTED', remedy } }] };
}
