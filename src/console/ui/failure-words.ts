import type { Failure } from '../data/failure';
import { t } from '../messages/current';

/** What happened, in one sentence; of a refusal, at which of its gates. */
export function headline({ code, gate, message }: Failure): string {
  if (code !== 'FORBIDDEN') return message;
  if (gate === 'SCOPE') return t.problem.scope;
  if (gate === 'HIERARCHY') return t.problem.hierarchy;
  return t.problem.permission;
}

/** What to do; undefined: nothing is said. */
export function remedyOf({ code, remedy }: Failure): string | undefined {
  const ours: Readonly<Record<string, string>> = t.problem.remedies;
  return ours[code] ?? remedy;
}

/** True: its words are the console's, not a sentence of the server's. */
export function isOurs({ code }: Failure): boolean {
  return code === 'FORBIDDEN' || code === 'NOT_CONNECTED';
}

/** Groups that can grant what was refused. */
export function whoHelps({ grantableBy }: Failure): string {
  return grantableBy.length > 0 ? grantableBy.join(', ') : t.problem.nobody;
}
