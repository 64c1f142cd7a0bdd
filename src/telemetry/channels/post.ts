/** One HTTPS request that follows no redirect and repeats nothing of a secret address in its errors. */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isLoopback } from '../../domain/types/channels.js';
import { AppError } from '../../errors/errors.js';

/** As venue.json has it: an address, `none`, or null for HTTPS_PROXY of the environment. */
export type ProxyAddress = string | null;

export interface Target {
  /** Of the channel. */
  readonly name: string;
  readonly url: string;
  readonly proxy: ProxyAddress;
  readonly signal: AbortSignal;
}

/** Rejects with NOTIFICATION_FAILED unless the answer is 2xx. `body`: JSON. Default: a GET. */
export async function post(
  { name, url, proxy, signal }: Target,
  body?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const status = await new Promise<number>((resolve, reject) => {
    const { protocol, hostname } = new URL(url);
    const isPlain = protocol === 'http:';
    const agent = isPlain ? new HttpAgent() : new HttpsAgent({ proxyEnv: proxyOf(name, proxy, hostname) });
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    const options = {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...content, ...headers },
      agent,
      signal,
    };
    const sent = (isPlain ? httpRequest : httpsRequest)(url, options, (response) => {
      // What it says is of no interest, and may be without end.
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => reject(notSent(name, error.code ?? 'no answer')));
    sent.end(body);
  });
  if (status < 200 || status > 299) throw notSent(name, `HTTP status ${status}`);
}

export function proxyEnvOf(proxy: ProxyAddress, hostname: string): Record<string, string> {
  if (proxy === 'none' || isLoopback(hostname)) return {};
  if (proxy !== null) return { HTTPS_PROXY: proxy };
  const { HTTPS_PROXY, https_proxy, NO_PROXY, no_proxy } = process.env;
  const said = { HTTPS_PROXY: HTTPS_PROXY ?? https_proxy, NO_PROXY: NO_PROXY ?? no_proxy };
  return Object.fromEntries(
    Object.entries(said).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** The same for a channel. Throws NOTIFICATION_FAILED for what is no address: Node and nodemailer would repeat it, with its password. */
export function proxyOf(name: string, proxy: ProxyAddress, hostname: string): Record<string, string> {
  const env = proxyEnvOf(proxy, hostname);
  const { HTTPS_PROXY: said } = env;
  if (said === undefined || URL.canParse(said)) return env;
  throw notSent(name, 'HTTPS_PROXY is not the address of a proxy');
}

/** `why`: a code or a status, never a text of the other side. */
export function notSent(name: string, why: string): AppError {
  return new AppError('NOTIFICATION_FAILED', {
    message: `The channel ${name} did not take the notification: ${why}.`,
  });
}
