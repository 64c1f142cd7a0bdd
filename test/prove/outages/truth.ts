/** What must be true after an outage beside what a kill is judged by: refusals, the service that was controlled, the process table. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, PracticeVenue } from '../../venue/practice-venue.js';
import type { Work } from './work.js';

/** A service that has just been started again comes up meanwhile. */
const SETTLED_MS = 15_000;
/** Their refusals have to say when to ask again. */
const PASSING = ['STATE_DATABASE_UNAVAILABLE', 'AUDIT_UNAVAILABLE'];

export function untrueRefusal({ errors }: Answer): string[] {
  const { code, remedy, retryAfterSeconds } = (errors[0]?.extensions ?? { code: '?' }) as {
    code: string;
    remedy?: string;
    retryAfterSeconds?: number;
  };
  if (code === 'INTERNAL_SERVER_ERROR' || code === 'NO_ANSWER')
    return [`refused with ${code}: ${errors[0]?.message}`];
  return [
    ...(remedy ? [] : [`refused with ${code}, without a remedy`]),
    ...(PASSING.includes(code) && !retryAfterSeconds ? [`${code} doesn't say when to ask again`] : []),
  ];
}

export async function untrueService(venue: PracticeVenue, { service, name }: Work): Promise<string[]> {
  if (!service) return [];
  const { data } = await venue.ask('query ($key: ID!) { service(key: $key) { status } }', {
    key: service.key,
  });
  const is = data?.service?.status;
  return is === service.status ? [] : [`${name} SUCCEEDED, but ${service.key} is ${is}`];
}

/** One process a service that runs, none for one that doesn't. */
export async function untrueProcesses(venue: PracticeVenue): Promise<string[]> {
  let wrong: string[] = [];
  for (const deadline = Date.now() + SETTLED_MS; Date.now() < deadline; await sleep(500)) {
    const { data } = await venue.ask('{ services { key status } }');
    const services = (data?.services ?? []) as { key: string; status: string }[];
    const commands = venue.processes().map(({ command }) => command);
    wrong = services.flatMap(({ key, status }) => {
      const count = commands.filter((command) => command.endsWith(`main.js service ${key}`)).length;
      return count === Number(status === 'RUNNING') ? [] : [`${key} is ${status} with ${count} processes`];
    });
    if (services.length > 0 && wrong.length === 0) return [];
  }
  return wrong.length > 0 ? wrong : ['services are not reported'];
}
