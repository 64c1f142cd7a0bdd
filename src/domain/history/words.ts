/** The text of a history interval, by its code and parameters. Codes are stored, so the meaning of one never changes. */

import type { HistoryParams } from '../ports/history-store.js';
import { FINDINGS, type FindingCode, type FindingWords, inWords } from '../types/findings.js';

const TEXTS = {
  VENUE_STATUS: '{headline}',
  VENUE_DOWN_PLANNED: '{headline}',
  SERVICE_RUNNING: '{service} is running.',
  SERVICE_STOPPED: '{service} is stopped.',
  SERVICE_START_PENDING: '{service} is starting.',
  SERVICE_STOP_PENDING: '{service} is stopping.',
  SERVICE_PAUSED: '{service} is paused.',
  SERVICE_NOT_INSTALLED: '{service} is not installed.',
  SERVICE_UNKNOWN: 'The state of {service} is unknown.',
  LINK_UP: 'The cloud receives heartbeats from this venue.',
  LINK_OFFLINE: 'The cloud receives no heartbeat from this venue.',
  LINK_NEVER: 'The cloud has never received a heartbeat from this venue.',
  LINK_OTHER_SERVER: 'The cloud knows another server for this venue.',
  LINK_OTHER_VERSION: 'The cloud knows a version of swiftpos that could not be onboarded.',
  LINK_TAKEN_BACK: 'The cloud has received no heartbeat since the last onboarding was rolled back.',
  LINK_FIRST_TAKEN_BACK: 'The cloud has received no heartbeat since the first onboarding was rolled back.',
  LINK_UNKNOWN: 'Whether the cloud receives heartbeats is unknown.',
  CLOUD_REACHABLE: 'swiftpos Cloud responds.',
  CLOUD_NOT_REACHABLE: 'swiftpos Cloud does not respond.',
  CLOUD_UNKNOWN: 'Whether swiftpos Cloud responds is unknown.',
  PART_OK: '{part} works.',
  PART_DEGRADED: '{part} works in part. {detail}',
  PART_DOWN: '{part} does not work. {detail}',
  VERSION_READ: '{program} has version {version}.',
  SERVER_RUNNING: 'The server runs version {version}.',
  SERVER_STOPPED: 'The server was stopped. What happened meanwhile is unknown.',
  SERVER_KILLED:
    'The server was off. It did not stop cleanly: it was killed, or the machine went down. What happened meanwhile is unknown.',
  SERVER_PAUSED:
    'Nothing was recorded: the machine slept, or its clock was moved. What happened meanwhile is unknown.',
  SERVER_NOT_RECORDED:
    'Nothing was recorded: the state database could not be written. What happened meanwhile is unknown.',
} as const satisfies Readonly<Record<string, string>>;

export type HistoryCode = keyof typeof TEXTS;

/** Parameters of findings that move while a finding lasts: they are true of one moment, and an interval is of many. */
export const MOVING: readonly string[] = ['percent', 'rows', 'messages', 'days', 'count'];

/** A code of a newer version is its own text. */
export function historyText(code: string, params: HistoryParams): string {
  const texts: Readonly<Record<string, string>> = TEXTS;
  const template = Object.hasOwn(FINDINGS, code) ? lasting(FINDINGS[code as FindingCode]) : texts[code];
  return template === undefined ? code : inWords(template, params).trim();
}

/** A message that names such a parameter would change while the interval lasts: its title does not. */
function lasting({ title, message: template }: FindingWords): string {
  return MOVING.some((name) => template.includes(`{${name}}`)) ? `${title}.` : template;
}
