/**
 * How long `services` takes on a running rehearsal, and how much memory server and hosts hold. Against `npm start` of this data
 * folder (VENUE_CONTROL_DATA, default .venue-control), which has to run already.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rowOf, timed } from './measure.mjs';
import { hostsBelow, pssOf } from './processes.mjs';

const callsPerRound = 50;
const document = '{ services { key status startMode health nextAction observedAt } }';

export const bench = {
  title: 'services with live state, warm, one client, against the running rehearsal',
  rounds: 7,
  async run({ rounds, say }) {
    const { pid, port } = findServer();
    const signedIn = await ask(port, 'mutation { signIn(clerkId: "1", pin: "2468") { token } }');
    const { token } = signedIn.signIn;
    for (let i = 0; i < 20; i += 1) await ask(port, document, token);
    const usual = [];
    const slow = [];
    for (let round = 0; round < rounds; round += 1) {
      const times = [];
      for (let i = 0; i < callsPerRound; i += 1) {
        times.push(
          await timed(async () => {
            const { services } = await ask(port, document, token);
            if (services.length !== 7) throw new Error(`Expected 7 services, received ${services.length}`);
          }),
        );
      }
      times.sort((a, b) => a - b);
      usual.push(times[times.length >> 1]);
      slow.push(times[Math.floor(times.length * 0.99)]);
      say(`round ${round + 1} of ${rounds}`);
    }
    return {
      rows: [
        rowOf('services, median of a round', usual, undefined, { unit: 'ms' }),
        rowOf('services, 99th percentile of a round', slow, undefined, { unit: 'ms' }),
        rowOf('memory of the server (PSS)', [pssOf(pid)], undefined, { unit: 'MB' }),
        ...hostsBelow(pid).map((host) =>
          rowOf(`memory of PowerShell host ${host} (PSS)`, [pssOf(host)], undefined, { unit: 'MB' }),
        ),
      ],
    };
  },
};

function findServer() {
  const file = join(resolve(process.env.VENUE_CONTROL_DATA ?? '.venue-control'), 'server.json');
  if (!existsSync(file)) throw new Error(`No server runs in this data folder (no ${file}). Run: npm start`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function ask(port, query, bearer) {
  const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  return data;
}
