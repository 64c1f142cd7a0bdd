/** The main job as a caller makes it: plan, code, onboard; plan, resync. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, dataOf, type PracticeVenue } from './practice-venue.js';

/** A machine that is busy takes so long to bring PowerShell hosts up again. */
const HOSTS_BACK_MS = 30_000;

export const CUSTOMER = '10482213';
const COMPANY = 'Harbour View Hotel';

/** A venue that is served, and its cloud's mailbox. */
export type Asked = Pick<PracticeVenue, 'ask' | 'code'>;

export interface Checked {
  readonly fingerprint: string;
  readonly ready: boolean;
  readonly case?: string;
  readonly checks: readonly {
    readonly code: string;
    readonly outcome: string;
    readonly overridable: boolean;
  }[];
}

const CHECKS = 'fingerprint ready checks { code outcome overridable }';

export async function planOnboarding(venue: Asked): Promise<Checked> {
  const { data, errors } = await venue.ask(`{ onboardingPlan { case ${CHECKS} } }`);
  if (!data?.onboardingPlan) throw new Error(`No onboarding plan: ${JSON.stringify(errors)}`);
  return data.onboardingPlan;
}

export async function planResync(venue: Asked): Promise<Checked> {
  const { data, errors } = await venue.ask(`{ resyncPlan { ${CHECKS} } }`);
  if (!data?.resyncPlan) throw new Error(`No resync plan: ${JSON.stringify(errors)}`);
  return data.resyncPlan;
}

export async function planAt(venue: Asked, startAt: string): Promise<Checked> {
  const query = `query ($startAt: DateTime) { resyncPlan(startAt: $startAt) {
    ${CHECKS} } }`;
  return dataOf<{ resyncPlan: Checked }>(await venue.ask(query, { startAt })).resyncPlan;
}

/** That hour of tomorrow, in UTC. */
export function tomorrow(hour: number): string {
  const at = new Date(Date.now() + 86_400_000);
  at.setUTCHours(hour, 0, 0, 0);
  return at.toISOString();
}

/** A mutation that must not be refused. */
export async function change(venue: Asked, field: string, args: string, fields = 'key'): Promise<void> {
  dataOf(await venue.ask(`mutation { ${field}(${args}) { ${fields} } }`));
}

/** What blocks it and may be overridden. */
export function overridesOf({ checks }: Checked): readonly string[] {
  return checks
    .filter(({ outcome, overridable }) => overridable && (outcome === 'FAIL' || outcome === 'UNKNOWN'))
    .map(({ code }) => code);
}

export async function requestCode(venue: Asked): Promise<string> {
  const request = `mutation { requestAuthenticationCode(customerNumber: "${CUSTOMER}") { sentTo } }`;
  for (const deadline = Date.now() + 90_000; ; await sleep(3000)) {
    const { errors } = await venue.ask(request);
    if (errors.length === 0) return venue.code();
    if (Date.now() > deadline) throw new Error(`No code can be had: ${JSON.stringify(errors)}`);
  }
}

export async function onboard(venue: Asked, plan: Checked, code: string): Promise<Answer> {
  const input = {
    customerNumber: CUSTOMER,
    authenticationCode: code,
    planFingerprint: plan.fingerprint,
    reason: 'A campaign',
    overrides: overridesOf(plan),
  };
  return venue.ask('mutation ($input: OnboardInput!) { onboard(input: $input) { id state } }', { input });
}

export async function resync(venue: Asked, plan: Checked, more: object = {}): Promise<Answer> {
  const input = {
    customerNumber: CUSTOMER,
    planFingerprint: plan.fingerprint,
    confirmation: COMPANY,
    reason: 'A campaign',
    overrides: overridesOf(plan),
    ...more,
  };
  return venue.ask('mutation ($input: ResyncInput!) { resync(input: $input) { id state } }', { input });
}

export interface OperationAnswer {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly failure: null | {
    readonly code: string;
    readonly message: string;
    readonly remedy: string;
    readonly restored: readonly string[];
    readonly notRestored: readonly string[];
    readonly choices: readonly { readonly name: string }[];
  };
  readonly steps: readonly { readonly name: string; readonly state: string }[];
  readonly events: readonly {
    readonly sequence: number;
    readonly at: string;
    readonly step: string | null;
    readonly percent: number | null;
    readonly message: string;
  }[];
}

/** Undefined: there is none. */
export async function tell(venue: Asked, id: string): Promise<OperationAnswer | undefined> {
  const { data } = await venue.ask(
    `query ($id: ID!) { operation(id: $id) { id kind state
      failure { code message remedy restored notRestored choices { name } }
      steps { name state } events(first: 200) { sequence at step percent message } } }`,
    { id },
  );
  return data?.operation ?? undefined;
}

const OVER = ['SUCCEEDED', 'FAILED', 'CANCELLED'];

/** Its state once it is over, or is in one of those states too, or the time is up. */
export async function untilOver(
  venue: Asked,
  id: string,
  ms: number,
  or: readonly string[] = [],
): Promise<OperationAnswer | undefined> {
  for (const deadline = Date.now() + ms; ; await sleep(100)) {
    const result = await tell(venue, id);
    if (!result || [...OVER, ...or].includes(result.state) || Date.now() > deadline) return result;
  }
}

export interface ServiceAnswer {
  readonly key: string;
  readonly installed: boolean;
  readonly status: string;
  readonly startMode: string | null;
}

/** Of the link; the others come and go. Hosts that were killed come again meanwhile. */
export async function linkServices(venue: Asked): Promise<readonly ServiceAnswer[]> {
  for (const deadline = Date.now() + HOSTS_BACK_MS; ; await sleep(500)) {
    const { data } = await venue.ask('{ services { key installed status startMode } }');
    const all = data?.services as readonly ServiceAnswer[] | null | undefined;
    if (all || Date.now() > deadline)
      return (all ?? []).filter(({ key }) => key === 'gateway-client' || key === 'cloud-sync');
  }
}
