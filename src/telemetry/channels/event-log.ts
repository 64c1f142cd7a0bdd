/** The Windows event log, through what already reports to it, and the text of an alert for a person. */
import type { EventLogAlerts } from '../../domain/ports/machine.js';
import { ALERTS } from '../../domain/types/alerts.js';
import type { Notification } from '../../domain/types/venue-alert.js';
import { AppError } from '../../errors/errors.js';

export function eventLogChannel(alerts: EventLogAlerts | undefined, notification: Notification): void {
  if (!alerts)
    throw new AppError('NOTIFICATION_FAILED', {
      message: 'Only the Windows service writes to the event log.',
      remedy: 'Install the control plane as a service with "venue-control install".',
    });
  const isBad = notification.alert?.severity === 'CRITICAL';
  const opened = isBad ? ALERTS.ALERT_CRITICAL : ALERTS.ALERT_WARNING;
  alerts.raise(notification.event === 'CLEARED' ? ALERTS.ALERT_ENDED : opened, inWords(notification));
}

/** e.g. "Cleared: LINK_LOST". */
export function titleOf({ event, alert }: Notification): string {
  if (!alert) return 'Test of a notification';
  return `${TITLES[event]}: ${alert.code}`;
}

const TITLES: Readonly<Record<Notification['event'], string>> = {
  OPENED: 'Opened',
  REOPENED: 'Still open',
  CLEARED: 'Cleared',
  TEST: 'Test',
  HEARTBEAT: 'Heartbeat',
};

export function venueOf({ companyName, customerNumber }: Notification): string {
  return [companyName, customerNumber].filter(Boolean).join(', ') || 'unknown venue';
}

export function inWords(notification: Notification): string {
  const { alert, event } = notification;
  const remedy = event === 'CLEARED' ? undefined : alert?.remedy;
  return [alert && `${titleOf(notification)}.`, messageOf(notification), remedy].filter(Boolean).join(' ');
}

/** What is so, or was. */
export function messageOf({ alert, event }: Notification): string {
  if (!alert) return 'This is a test. The channel works.';
  return event === 'CLEARED' ? `It is over. It reported: ${alert.message}` : alert.message;
}
