/** Channels that are one web request. */
import { Webhook } from 'standardwebhooks';
import type { Notification } from '../../domain/types/venue-alert.js';
import { messageOf, titleOf, venueOf } from './event-log.js';
import { post, type Target } from './post.js';

/** As Standard Webhooks has it: its headers let the receiver check who sent it, and know a repeated one. */
export async function sendWebhook(
  { key, ...target }: Target & { readonly key: string },
  id: string,
  { event, at, ...data }: Notification,
): Promise<void> {
  const body = JSON.stringify({ type: `alert.${event.toLowerCase()}`, timestamp: at, data });
  const sentAt = new Date();
  await post(target, body, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(id, sentAt, body),
  });
}

export async function sendTeams(target: Target, notification: Notification): Promise<void> {
  const { alert } = notification;
  const text = (value: string, more: object = {}) => ({
    type: 'TextBlock',
    text: value,
    wrap: true,
    ...more,
  });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      text(titleOf(notification), { weight: 'Bolder', size: 'Medium' }),
      text(venueOf(notification), { isSubtle: true }),
      text(messageOf(notification)),
      ...(alert && notification.event !== 'CLEARED' ? [text(alert.remedy)] : []),
    ],
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  await post(target, JSON.stringify({ type: 'message', attachments: [{ contentType, content }] }));
}

/** Reports only that the server runs. */
export function sendHeartbeat(target: Target): Promise<void> {
  return post(target);
}
