/** Where notifications go, as config.json names them. Addresses and passwords that are secret are in none of it. */

/** Every kind of channel with the secrets that it needs. */
export const CHANNEL_KINDS = {
  email: ['password'],
  webhook: ['url', 'key'],
  teams: ['url'],
  eventlog: [],
  heartbeat: ['url'],
} as const satisfies Readonly<Record<string, readonly ChannelSecret[]>>;
export type ChannelKind = keyof typeof CHANNEL_KINDS;
export const CHANNEL_SECRETS = ['url', 'key', 'password'] as const;
export type ChannelSecret = (typeof CHANNEL_SECRETS)[number];

export interface EmailChannel {
  readonly name: string;
  readonly kind: 'email';
  readonly host: string;
  /** Default: 465, with TLS from the start; others must offer STARTTLS. */
  readonly port?: number | undefined;
  readonly from: string;
  readonly to: readonly string[];
  /** Undefined: the server needs no sign-in. */
  readonly user?: string | undefined;
}

export type ChannelSetting =
  | EmailChannel
  | { readonly name: string; readonly kind: Exclude<ChannelKind, 'email'> };

export interface NotificationSettings {
  readonly channels: readonly ChannelSetting[];
}

/** The secrets that this channel can't send without. */
export function secretsOf(channel: ChannelSetting): readonly ChannelSecret[] {
  return channel.kind === 'email' && channel.user === undefined ? [] : CHANNEL_KINDS[channel.kind];
}
