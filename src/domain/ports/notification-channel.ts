/** Where notifications are sent. An adapter for each kind; main makes one for each channel of config.json. */
import type { ChannelKind } from '../types/channels.js';
import type { Notification } from '../types/venue-alert.js';

export interface NotificationChannel {
  readonly name: string;
  readonly kind: ChannelKind;
  /** `id`: of the delivery, the same at each try. Rejects with NOTIFICATION_FAILED, without a secret, when it was not taken, and when `signal` aborts. */
  send(id: string, notification: Notification, signal: AbortSignal): Promise<void>;
}
