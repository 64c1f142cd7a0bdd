/**
 * The services' way to the cloud: one small request function, so that a service stays small in memory, and not `fetch`, which refuses some ports
 * that are free to use; and what they name themselves by, the venue's server and the credential that onboarding left for its gateway.
 */
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { readFaults } from '../faults.js';
import { readJsonFile } from '../json-file.js';
import { machineId, programVersion } from '../model/machine.js';

export interface CloudCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Path and query under the cloud's address. */
  readonly path: string;
  readonly credential?: string;
  readonly body?: unknown;
  /** On a connection of its own, which ends with it. */
  readonly isAlone?: true;
}

export interface CloudAnswer {
  readonly status: number;
  /** Parsed JSON; null for an empty answer. */
  readonly body: unknown;
}

const ANSWER_WITHIN_MS = 5_000;
const LARGEST_ANSWER = 1_048_576;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Sends one request; rejects when no usable answer came, resolves with any status. */
export function askCloud(cloudUrl: string, call: CloudCall, signal: AbortSignal): Promise<CloudAnswer> {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  return new Promise((resolve, reject) => {
    const headers: Record<string, string | number> = { accept: 'application/json' };
    if (call.credential !== undefined) headers['authorization'] = `Bearer ${call.credential}`;
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
      headers['content-length'] = Buffer.byteLength(body);
    }
    const connection = call.isAlone ? false : agent;
    const options = { method: call.method, headers, agent: connection, signal };
    const request = httpRequest(`${cloudUrl}${call.path}`, options);
    request.setTimeout(ANSWER_WITHIN_MS, () =>
      request.destroy(new Error('The cloud gave no answer in time.')),
    );
    request.on('error', reject);
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('error', reject);
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > LARGEST_ANSWER) request.destroy(new Error('The cloud sent more than 1 MiB.'));
        else parts.push(part);
      });
      response.on('end', () => {
        try {
          const text = Buffer.concat(parts).toString('utf8');
          resolve({ status: response.statusCode ?? 0, body: text === '' ? null : JSON.parse(text) });
        } catch {
          reject(new Error('The cloud sent something that is not JSON.'));
        }
      });
    });
    request.end(body);
  });
}

/** `code` of a refusal, or the status where there is none. */
export function refusalOf(answer: CloudAnswer): string {
  const code = (answer.body as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : `HTTP ${answer.status}`;
}

export interface VenueMachine {
  readonly machineId: string;
  readonly swiftposVersion: string;
}

export interface GatewayCredential {
  readonly customerNumber: string;
  /** Bearer of the cloud: goes into the Authorization header and nowhere else. */
  readonly credential: string;
}

/** Identity as the cloud gets to see it, faults included; undefined before the venue was seeded. */
export function findMachine(dataFolder: string): VenueMachine | undefined {
  const machine = readJsonFile(join(dataFolder, 'rehearsal', 'machine.json')) as VenueMachine | undefined;
  if (machine === undefined) return undefined;
  const { machineId: id, swiftposVersion } = machine;
  const server = { machine: { id, swiftposVersion }, faults: readFaults(dataFolder) };
  return { machineId: machineId(server), swiftposVersion: programVersion(server) };
}

/** The gateway's credential; undefined until a code was redeemed. */
export function findCredential(dataFolder: string): GatewayCredential | undefined {
  return readJsonFile(join(dataFolder, 'rehearsal', 'credentials', 'gateway.json')) as
    | GatewayCredential
    | undefined;
}
