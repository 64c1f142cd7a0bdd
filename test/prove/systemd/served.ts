/** The server on the machine, spoken with from the machine by the Node of the archive: it listens there on loopback, and nowhere else. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../venue/practice-venue.js';
import { type Asked, type Checked, planOnboarding, planResync, resync } from '../../venue/requests.js';
import type { Machine } from './machine.js';
import { unpacked } from './programs.js';

/** Kept in seconds of a busy machine: a start takes four of them on an idle one. */
const READY_MS = 90_000;
/** A first sync, or what a fault left, is over by then. */
const PLAN_MS = 150_000;
const ENDED = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'NEEDS_ATTENTION'];

const ASK = `
let input = '';
for await (const part of process.stdin) input += part;
const { url, token, body } = JSON.parse(input);
const headers = { accept: 'application/json', 'content-type': 'application/json', ...(token ? { authorization: 'Bearer ' + token } : {}) };
const answer = await fetch(url, { headers, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}), signal: AbortSignal.timeout(60_000) });
process.stdout.write(JSON.stringify({ status: answer.status, text: await answer.text() }));
`;

export interface Served extends Asked {
  /** Administrator of the rehearsal. Again after a restore, which ends sessions. */
  signIn(): Promise<void>;
  /** A plan that nothing stands in the way of, but what may be overridden. */
  readyPlan(kind: 'ONBOARD' | 'RESYNC'): Promise<Checked>;
  /** Answers the id of a resync that has begun. */
  beginResync(): Promise<string>;
  /** HTTP status of /healthz; undefined: nobody answers. */
  health(): Promise<number | undefined>;
  /** Answers after how many ms it was well; throws when it isn't in time. */
  untilWell(): Promise<number>;
  /** Answers the state in which it ended, and of a failure its code and message. */
  untilEnded(id: string): Promise<string>;
  /** How many codes the cloud has really redeemed. */
  redemptions(): Promise<number>;
}

export function served(machine: Machine): Served {
  let token: string | undefined;
  const get = async (url: string, body?: object): Promise<{ status: number; text: string }> => {
    const command = [`${unpacked}/1/node/node`, '--input-type=module', '--eval', ASK];
    return JSON.parse(await machine.must(command, { input: JSON.stringify({ url, token, body }) }));
  };
  const cloud = async (path: string) => JSON.parse((await get(`http://127.0.0.1:4281${path}`)).text);
  const ask = async (query: string, variables: object = {}): Promise<Answer> => {
    const { status, text } = await get('http://127.0.0.1:4280/graphql', { query, variables });
    const { data, errors = [] } = JSON.parse(text);
    return { status, data, errors } as Answer;
  };
  const health = () =>
    get('http://127.0.0.1:4280/healthz').then(
      ({ status }) => status,
      () => undefined,
    );
  const server: Served = {
    ask,
    health,
    async signIn() {
      token = undefined;
      const { data, errors } = await ask('mutation { signIn(clerkId: "1", pin: "2468") { token } }');
      if (!data?.signIn) throw new Error(`Nobody can sign in: ${JSON.stringify(errors)}`);
      token = data.signIn.token;
    },
    async readyPlan(kind) {
      for (const until = Date.now() + PLAN_MS; ; await sleep(1000)) {
        const plan = await (kind === 'ONBOARD' ? planOnboarding(server) : planResync(server));
        const blocking = plan.checks.filter(
          ({ outcome, overridable }) => !overridable && (outcome === 'FAIL' || outcome === 'UNKNOWN'),
        );
        if (blocking.length === 0) return plan;
        if (Date.now() > until) throw new Error(`No ${kind} can be begun: ${JSON.stringify(blocking)}`);
      }
    },
    async beginResync() {
      const { data, errors } = await resync(server, await server.readyPlan('RESYNC'));
      if (!data?.resync) throw new Error(`No resync began: ${JSON.stringify(errors)}`);
      return data.resync.id;
    },
    async untilWell() {
      const since = Date.now();
      for (; Date.now() - since < READY_MS; await sleep(200))
        if ((await health()) === 200) return Date.now() - since;
      throw new Error(
        `It was not well in ${READY_MS / 1000} s. ${(await machine.run(['journalctl', '-u', 'venue-control', '-n', '20', '-o', 'cat'])).stdout}`,
      );
    },
    async untilEnded(id) {
      for (const until = Date.now() + 180_000; Date.now() < until; await sleep(1000)) {
        const { data } = await ask(
          'query ($id: ID!) { operation(id: $id) { state failure { code message } } }',
          { id },
        );
        const { state = '', failure } = data?.operation ?? {};
        if (ENDED.includes(state)) return failure ? `${state} ${failure.code}: ${failure.message}` : state;
      }
      throw new Error(`The operation ${id} never ended.`);
    },
    async code() {
      const mails: { text: string }[] = await cloud('/mailbox');
      const code = /Authentication Code: (\S+)/.exec(mails.at(-1)?.text ?? '')?.[1];
      if (code === undefined) throw new Error('No e-mail with a code has come.');
      return code;
    },
    async redemptions() {
      const { redemptions } = await cloud('/ledger');
      return redemptions.filter(({ outcome }: { outcome: string }) => outcome === 'redeemed').length;
    },
  };
  return server;
}
