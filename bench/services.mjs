#!/usr/bin/env node
/**
 * How long `services` takes on a running rehearsal, and how much memory server and hosts hold.
 * node bench/services.mjs [calls]      against `npm start` of this data folder (VENUE_CONTROL_DATA, default .venue-control)
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const calls = Number(process.argv[2] ?? 200);
const folder = resolve(process.env.VENUE_CONTROL_DATA ?? '.venue-control');
const { pid, port } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8'));

const signedIn = await ask('mutation { signIn(clerkId: "1", pin: "2468") { token } }');
const { token } = signedIn.signIn;
const document = '{ services { key status startMode health nextAction observedAt } }';
for (let i = 0; i < 20; i += 1) await ask(document, token);
const times = [];
for (let i = 0; i < calls; i += 1) {
  const begun = performance.now();
  const { services } = await ask(document, token);
  times.push(performance.now() - begun);
  if (services.length !== 7) throw new Error(`Expected 7 services, received ${services.length}`);
}
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
console.log(`services, warm, ${calls} calls one after another: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
console.log(`memory (PSS): server ${pss(pid)} MB, PowerShell hosts ${children(pid).map(pss).join(' + ')} MB`);

async function ask(query, bearer) {
  const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  return data;
}

function pss(process) {
  const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${process}/smaps_rollup`, 'utf8'));
  return Math.round(Number(found?.[1] ?? 0) / 1024);
}

function children(parent) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const isChild = new RegExp(`^PPid:\\s+${parent}$`, 'm').test(
          readFileSync(`/proc/${name}/status`, 'utf8'),
        );
        return isChild && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('Start-ScriptHost');
      } catch {
        return false;
      }
    });
}
