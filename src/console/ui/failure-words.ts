import type { Failure } from '../data/failure';

/** What happened, in one sentence; of a refusal, at which of its gates. */
export function headline({ code, gate, message }: Failure): string {
  if (code !== 'FORBIDDEN') return message;
  if (gate === 'SCOPE') return 'Your Clerk Group does not see every Location Group that this concerns.';
  if (gate === 'HIERARCHY') return 'Your Clerk Security Group does not rank above the one you would change.';
  return 'Your Clerk Security Group does not tick this box.';
}

/** Groups that can grant what was refused. */
export function whoHelps({ grantableBy }: Failure): string {
  return grantableBy.length > 0 ? grantableBy.join(', ') : 'Nobody here. Ask swiftpos support.';
}
