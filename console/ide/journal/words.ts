/** A run in a sentence. */
import type { Run } from './journal';

/** `Response 200 in 45 ms, 1.2 kB.`, `Following FollowOperation: 14 events.`, `Ended after 14 events.` */
export function endingWords(run: Run): string {
  const { kind, name, startedAt, endedAt, ending, status, arrivals } = run;
  if (kind === 'answer') {
    if (endedAt === undefined) return 'Waiting for the response.';
    const took = timeWords(endedAt - startedAt);
    const answer = arrivals.at(-1);
    const refusal = answer && refusalIn(answer.text);
    if (refusal) return `Refused in ${took}: ${refusal}`;
    return answer ? `Response ${status} in ${took}, ${sizeWords(answer.size)}.` : `${ending} after ${took}.`;
  }
  const count = arrivals.at(-1)?.number ?? 0;
  const events = count === 1 ? '1 event' : `${count} events`;
  if (endedAt === undefined) return `Following${name ? ` ${name}` : ''}: ${events}.`;
  return `${ending} after ${timeWords(endedAt - startedAt)} and ${events}.`;
}

/** `FORBIDDEN. You need …` of the first error, where nothing was answered; the status of HTTP is 200 all the same. */
function refusalIn(text: string): string | undefined {
  const { data, errors } = JSON.parse(text) as {
    data?: Record<string, unknown> | null;
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  const [first] = errors ?? [];
  const isAnswered = Object.values(data ?? {}).some((value) => value !== null);
  if (!first || isAnswered) return undefined;
  return [first.extensions?.code, first.message].filter(Boolean).join('. ');
}

/** `+0.4 s`. */
export function sinceWords(milliseconds: number): string {
  return `+${(milliseconds / 1000).toFixed(1)} s`;
}

/** `45 ms`, `1.3 s`. */
export function timeWords(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** `312 B`, `1.2 kB`. */
export function sizeWords(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}
