/** E-mail, always over TLS, except to this computer itself. */
import { createTransport } from 'nodemailer';
import { type EmailChannel, isLoopback } from '../../domain/types/channels.js';
import type { Notification } from '../../domain/types/venue-alert.js';
import { inWords, titleOf, venueOf } from './event-log.js';
import { notSent, type ProxyAddress, proxyOf } from './post.js';

export interface EmailParts {
  readonly setting: EmailChannel;
  /** Undefined: the server needs no sign-in. */
  readonly password: string | undefined;
  readonly proxy: ProxyAddress;
  readonly signal: AbortSignal;
}

const TLS_PORT = 465;
const TIMEOUT_MS = 20_000;

export async function sendEmail(
  { setting, password, proxy, signal }: EmailParts,
  id: string,
  notification: Notification,
): Promise<void> {
  const { name, host, port = TLS_PORT, from, to, user } = setting;
  const { HTTPS_PROXY } = proxyOf(name, proxy, host);
  const transport = createTransport({
    host,
    port,
    secure: port === TLS_PORT,
    requireTLS: !isLoopback(host),
    // What never leaves this computer may be plain, so that its certificate may be anyone's.
    tls: { rejectUnauthorized: !isLoopback(host), minVersion: 'TLSv1.2' },
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // Nothing that it is handed is a file or an address to read.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(HTTPS_PROXY === undefined ? {} : { proxy: HTTPS_PROXY }),
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
  });
  const end = () => transport.close();
  signal.addEventListener('abort', end);
  try {
    await transport.sendMail({
      from,
      to: [...to],
      subject: `${titleOf(notification)} (${venueOf(notification)})`.replaceAll(/\s+/g, ' '),
      text: `${venueOf(notification)}\n\n${inWords(notification)}\n`,
      // The same at each try, so that a mailbox may show it once.
      messageId: `<${id}@venue-control>`,
      headers: { 'X-Venue-Control-Delivery': id },
    });
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    throw notSent(name, responseCode === undefined ? (code ?? 'no answer') : `SMTP status ${responseCode}`);
  } finally {
    signal.removeEventListener('abort', end);
    transport.close();
  }
}
