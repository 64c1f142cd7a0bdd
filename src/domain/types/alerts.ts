/** What is reported to the machine's administrator, by an id that never changes: docs/reference/event-log.md. The service's own ids are in scripts/installation/ServerEvent.psd1. */

export interface Alert {
  readonly id: number;
  readonly level: 'error' | 'warning' | 'information';
}

export const ALERTS = {
  OPERATION_FAILED: { id: 1100, level: 'error' },
  OPERATION_NEEDS_ATTENTION: { id: 1101, level: 'error' },
  AUDIT_TOUCHED: { id: 1200, level: 'error' },
  SIGN_IN_LOCKED: { id: 1201, level: 'warning' },
  WRONG_PINS: { id: 1202, level: 'warning' },
  ALERT_CRITICAL: { id: 1400, level: 'error' },
  ALERT_WARNING: { id: 1401, level: 'warning' },
  ALERT_ENDED: { id: 1402, level: 'information' },
} as const satisfies Readonly<Record<string, Alert>>;
