/** One adapter for each channel that config.json names. What a channel needs is loaded when it first sends. */
import type { EventLogAlerts } from '../../domain/ports/machine.js';
import type { NotificationChannel } from '../../domain/ports/notification-channel.js';
import {
  type ChannelSecret,
  type ChannelSetting,
  secretsOf,
  whyNotSecret,
} from '../../domain/types/channels.js';
import { AppError } from '../../errors/errors.js';
import { eventLogChannel } from './event-log.js';
import type { ProxyAddress } from './post.js';

export interface ChannelParts {
  /** Read at each send, so that a changed one counts at once. */
  readonly secrets: { read(channel: string, what: ChannelSecret): string | undefined };
  readonly config: ProxySaid;
  /** Undefined: nothing reads what this program reports to the event log. */
  readonly alerts: EventLogAlerts | undefined;
}

/** As venue.json has it. */
export interface ProxySaid {
  readonly venueFile:
    | { readonly said?: { readonly cloud: { readonly proxy?: ProxyAddress | undefined } } | undefined }
    | undefined;
}

export function openChannels(
  settings: readonly ChannelSetting[],
  parts: ChannelParts,
): readonly NotificationChannel[] {
  return settings.map((setting) => openChannel(setting, parts));
}

function openChannel(setting: ChannelSetting, parts: ChannelParts): NotificationChannel {
  const { name, kind } = setting;
  const secret = (what: ChannelSecret) => secretOf(setting, what, parts);
  const { config, alerts } = parts;
  const proxy = config.venueFile?.said?.cloud.proxy ?? null;
  return {
    name,
    kind,
    async send(id, notification, signal) {
      if (kind === 'eventlog') return eventLogChannel(alerts, notification);
      if (setting.kind === 'email') {
        const { sendEmail } = await import('./email.js');
        const password = secretsOf(setting).includes('password') ? secret('password') : undefined;
        return sendEmail({ setting, password, proxy, signal }, id, notification);
      }
      const { sendWebhook, sendTeams, sendHeartbeat } = await import('./web.js');
      const url = secret('url');
      const to = { name, url, proxy, signal };
      if (kind === 'webhook') return sendWebhook({ ...to, key: secret('key') }, id, notification);
      return kind === 'teams' ? sendTeams(to, notification) : sendHeartbeat(to);
    },
  };
}

function secretOf({ name }: ChannelSetting, what: ChannelSecret, { secrets }: ChannelParts): string {
  const value = secrets.read(name, what);
  const why = value === undefined ? 'It was never set.' : whyNotSecret(what, value);
  if (value !== undefined && why === undefined) return value;
  throw new AppError('NOTIFICATION_FAILED', {
    message: `The channel ${name} has no usable ${what}. ${why}`,
    remedy: `Run "venue-control notify set-secret ${name} ${what}" on the server.`,
  });
}
