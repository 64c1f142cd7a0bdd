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

/** Kept as those of channels are, under this name: the header for the collector that is pushed to. */
export const OTLP = 'otlp';
export type StoredSecret = ChannelSecret | 'header';

/** As it is stored: with the server that it is for, so that no other one ever gets it. */
export function headerFor(endpoint: string, header: string): string {
  return `${new URL(endpoint).origin} ${header}`;
}

/** Name and value of the stored header, where it is for this endpoint. */
export function headerTo(endpoint: string, stored: string | undefined): Readonly<Record<string, string>> {
  const [, origin, name = '', value = ''] = /^(\S+) ([^:]+): *(.*)$/.exec(stored ?? '') ?? [];
  return origin === new URL(endpoint).origin ? { [name]: value } : {};
}

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

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** Why a secret can't be used for this; undefined: it can. Never with a word of it. */
export function whyNotSecret(what: StoredSecret, value: string): string | undefined {
  if (what === 'key')
    return /^(whsec_)?[A-Za-z0-9+/]{32,}={0,2}$/.test(value)
      ? undefined
      : 'The key must be at least 24 bytes in base64, with or without whsec_ before it.';
  if (what === 'password')
    return value !== '' && !/[\r\n]/.test(value) ? undefined : 'The password must be one line.';
  if (what === 'header')
    return /^[\w-]+: *[!-~][ -~]*$/.test(value) ? undefined : 'The header must be one line: Name: value.';
  if (!URL.canParse(value)) return 'The address must be a complete URL.';
  const { protocol, hostname } = new URL(value);
  if (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))) return undefined;
  return 'The address must begin with https://. Only this computer itself may be reached without TLS.';
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host) || host === '::1';
}
