/** What may not be said beside a status: by services and by a diagnosis of the same venue. Written from what the words mean, not from the code. */
import type { ConsumerName } from './expected.js';

export interface FindingAnswer {
  readonly code: string;
  readonly severity: string;
  readonly service?: string | null | undefined;
  readonly consumers: readonly string[];
  readonly message?: string | undefined;
  readonly remedy?: string | undefined;
}

export interface StatusAnswer {
  readonly state: string;
  readonly planned: boolean;
  readonly findings: readonly FindingAnswer[];
}

export interface ServiceStateAnswer {
  readonly key: string;
  readonly health: string;
}

export interface DiagnosisAnswer {
  readonly cause: string;
  readonly recommendation: string;
}

/** A cause and the findings that say the same; `of` the service. */
const SAME: Readonly<Record<string, { readonly codes: readonly string[]; readonly of?: string }>> = {
  REGISTRATION_EXPIRED: { codes: ['REGISTRATION_EXPIRED'] },
  LICENCE_MISSING: { codes: ['LICENCE_MISSING'] },
  GATEWAY_STOPPED: {
    codes: ['SERVICE_DOWN', 'SERVICE_DEGRADED', 'SERVICE_UNSTABLE', 'SERVICE_CHANGING'],
    of: 'gateway-client',
  },
  LINK_DOWN: { codes: ['LINK_DOWN', 'RECONNECT_NEEDED', 'NEVER_CONNECTED'] },
  WEB_SERVER_DOWN: { codes: ['WEB_SERVER_DOWN'] },
  CLOUD_SYNC_STOPPED: {
    codes: ['SERVICE_DOWN', 'SERVICE_DEGRADED', 'SERVICE_UNSTABLE', 'SERVICE_CHANGING', 'CLOUD_SYNC_MISSING'],
    of: 'cloud-sync',
  },
  DATABASE_OPERATION_RUNNING: { codes: ['DATABASE_OPERATION_RUNNING'] },
  VERSION_MISMATCH: { codes: ['VERSION_MISMATCH', 'SWIFTPOS_TOO_OLD'] },
  DATA_SYNC_FAILING: { codes: ['DATA_SYNC_FAILING'] },
  BACKLOG: { codes: ['BACKLOG'] },
  LOCATION_NOT_ACTIVATED: { codes: ['LOCATION_NOT_ACTIVATED'] },
};

const CONSUMERS: Readonly<Record<string, readonly ConsumerName[]>> = {
  'gateway-client': ['OrderAway', 'TouchMini', 'Third-party ordering', 'SwiftAPI'],
  'cloud-sync': ['Doshii', 'Cloud BackOffice Analytics'],
};

/** One line a contradiction. */
export function contradictions(
  status: StatusAnswer,
  {
    services,
    diagnosis,
  }: { readonly services: readonly ServiceStateAnswer[]; readonly diagnosis: DiagnosisAnswer },
): readonly string[] {
  return [...ofDiagnosis(status, diagnosis), ...services.flatMap((service) => ofService(status, service))];
}

function ofDiagnosis(
  { state, findings }: StatusAnswer,
  { cause, recommendation }: DiagnosisAnswer,
): string[] {
  const same = SAME[cause];
  const saying = (name: string) =>
    findings.filter(
      ({ code, service }) =>
        SAME[name]?.codes.includes(code) && (SAME[name]?.of === undefined || SAME[name]?.of === service),
    );
  const says = (name: string) => saying(name).length > 0;
  const known = Object.keys(SAME).filter(says);
  const isQuiet = recommendation.startsWith('No fault was found');
  return [
    same && !says(cause) && `the diagnosis says ${cause}, and the status has nothing of it`,
    same?.of !== undefined &&
      !saying(cause).some(({ message, remedy }) => recommendation === `${message} ${remedy}`) &&
      `the diagnosis says of ${same.of} "${recommendation}", and the status something else`,
    cause === 'NONE' &&
      known.some((name) => SAME[name]?.codes.every((code) => isBad(findings, code))) &&
      `the diagnosis says NONE, and the status says ${known.join()}`,
    isQuiet && (state === 'DOWN' || state === 'UNKNOWN') && `no fault was found, and it is ${state}`,
    cause === 'LINK_DOWN' &&
      findings.some(({ code }) => code === 'CLOUD_UNREACHABLE') &&
      'the link is said to be down, and the cloud could not be asked',
  ].filter((line) => typeof line === 'string');
}

function isBad(findings: readonly FindingAnswer[], wanted: string): boolean {
  return findings.some(({ code, severity }) => code === wanted && severity !== 'INFO');
}

function ofService({ findings }: StatusAnswer, { key, health }: ServiceStateAnswer): string[] {
  const served: readonly string[] = CONSUMERS[key] ?? [];
  const bad = findings.filter(({ severity }) => severity !== 'INFO');
  const impeded = bad.find(({ consumers }) => consumers.some((name) => served.includes(name)));
  const own = findings.find(({ service }) => service === key);
  return [
    health === 'HEALTHY' && impeded && `${key} is healthy, and its consumers suffer from ${impeded.code}`,
    own?.code === 'SERVICE_DOWN' &&
      health !== 'DOWN' &&
      `${key} is ${health}, and the status says it is down`,
    (health === 'DOWN' || health === 'DEGRADED') &&
      !own &&
      !impeded &&
      `${key} is ${health}, and the status says nothing of it`,
  ].filter((line) => typeof line === 'string');
}
