/**
 * `node bench/memory/kinds.mjs [STARTS] [FLAG…]`: what a server has for itself alone (Private_Dirty, MB) after fifty questions and more than a minute's
 * rest, by kind of mapping, once a start. Flags are Node's. For where memory is, not how much of it there is: `npm run bench -- memory` says that.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPracticeVenue } from '../practice-venue.mjs';

const AT_REST_MS = 75_000;
/** glibc gives each thread's own heap a place that begins at a multiple of this. */
const ARENA = 64 * 1_048_576;
const document = '{ services { key status health nextAction } venue { companyName customerNumber } }';

const [starts = '3', ...flags] = process.argv.slice(2);
for (let start = 0; start < Number(starts); start += 1) {
  const venue = await startPracticeVenue('.', { flags });
  try {
    const token = await venue.signIn();
    for (let asked = 0; asked < 50; asked += 1) await venue.ask(document, {}, token);
    await sleep(AT_REST_MS);
    const kinds = Object.entries(kindsOf(venue.pid)).map(([kind, mb]) => `${kind} ${mb.toFixed(1)}`);
    console.log(kinds.join(', '));
  } finally {
    await venue.stop();
  }
}

function kindsOf(pid) {
  const found = { all: 0, V8: 0, 'main heap': 0, "threads' heaps": 0, files: 0, other: 0 };
  let kind = 'other';
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    const mapping = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)$/.exec(line);
    if (mapping) kind = kindOf(mapping);
    const mb = Number(/^Private_Dirty:\s+(\d+) kB/.exec(line)?.[1] ?? 0) / 1024;
    found[kind] += mb;
    found.all += mb;
  }
  return found;
}

/** V8 asks for pages of 256 KB, and may run what it compiled. */
function kindOf([, from, to, rights, name]) {
  const [start, size] = [Number.parseInt(from, 16), Number.parseInt(to, 16) - Number.parseInt(from, 16)];
  if (name === '[heap]') return 'main heap';
  if (name !== '') return 'files';
  if (start % ARENA === 0 && size < ARENA && rights === 'rw-p') return "threads' heaps";
  return size % (256 * 1024) === 0 || rights.includes('x') ? 'V8' : 'other';
}
