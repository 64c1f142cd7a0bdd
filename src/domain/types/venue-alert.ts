/** An alert as it is stored, and what is sent of it. */
import type { AlertCode, AlertSeverity } from './alert-rules.js';

/** Each with its description in the API, whose enum is made of this table. */
export const ALERT_STATES = {
  OPEN: 'It is so, and no clerk has acknowledged it.',
  ACKNOWLEDGED: 'A clerk has acknowledged it, until it is cleared or until a time.',
  CLEARED: 'It has been over for two minutes.',
} as const;
export type AlertState = keyof typeof ALERT_STATES;

export interface VenueAlert {
  readonly id: string;
  readonly code: AlertCode;
  /** Which one of its code: a service, an operation, a token; empty where there is only one. */
  readonly subject: string;
  readonly severity: AlertSeverity;
  /** PENDING: it is so, and not for long enough to be shown. */
  readonly state: AlertState | 'PENDING';
  readonly message: string;
  readonly remedy: string;
  /** Since when it is so. */
  readonly seenAt: Date;
  readonly openedAt: Date | undefined;
  /** Since when it is over; undefined while it is so. */
  readonly quietSince: Date | undefined;
  readonly clearedAt: Date | undefined;
  readonly acknowledgedByName: string | undefined;
  readonly acknowledgedReason: string | undefined;
  readonly acknowledgedUntil: Date | undefined;
  /** How often it began again before it was cleared. From 1. */
  readonly occurrences: number;
}

/** One that a clerk may see. */
export type ShownAlert = VenueAlert & { readonly state: AlertState; readonly openedAt: Date };

export function isShown(alert: VenueAlert): alert is ShownAlert {
  return alert.state !== 'PENDING' && alert.openedAt !== undefined;
}

const OF_AN_OPERATION: readonly AlertCode[] = [
  'OPERATION_FAILED',
  'OPERATION_AWAITS_APPROVAL',
  'OPERATION_NEEDS_ATTENTION',
];

/** The ID of the operation that it is about. */
export function operationOf({ code, subject }: Pick<VenueAlert, 'code' | 'subject'>): string | undefined {
  return OF_AN_OPERATION.includes(code) ? subject : undefined;
}

export type NotificationEvent = 'OPENED' | 'REOPENED' | 'CLEARED' | 'TEST' | 'HEARTBEAT';

/** What a channel sends: without names of clerks and reasons that someone typed. */
export interface Notification {
  readonly event: NotificationEvent;
  /** ISO 8601. */
  readonly at: string;
  readonly customerNumber: string | undefined;
  readonly companyName: string | undefined;
  /** Undefined in a test and in a heartbeat. */
  readonly alert?: {
    readonly id: string;
    readonly code: AlertCode;
    readonly severity: AlertSeverity;
    readonly message: string;
    readonly remedy: string;
    readonly openedAt: string;
    readonly clearedAt: string | undefined;
    readonly occurrences: number;
  };
}

/** One notification on its way to one channel. */
export interface Delivery {
  /** The same at each try: the receiver knows a repeated one by it. */
  readonly id: string;
  readonly channel: string;
  readonly notification: Notification;
  readonly createdAt: Date;
  /** Failed tries. */
  readonly attempts: number;
  readonly nextAt: Date;
}
