/**
 * `node bench/graphql/profile.mjs DOCUMENT`: where the processor time of one of documents.mjs goes, as shares of a server's thread while 20
 * connections ask for it. By room (a folder of
 * src, a package, Node), by function alone, and by function with what it calls.
 */

import { inspect } from '../inspector.mjs';
import { startPracticeVenue } from '../practice-venue.mjs';
import { documents } from './documents.mjs';
import { answerOf, load } from './load.mjs';

const [name = 'status', count = '4000'] = process.argv.slice(2);
const query = documents[name];
if (query === undefined) throw new Error(`Name one of ${Object.keys(documents).join(', ')}.`);

// As the bundle that is served has it (rolldown.config.mjs).
process.env.NODE_ENV = 'production';
const venue = await startPracticeVenue('.', { flags: ['--inspect=127.0.0.1:0'], bundled: false });
try {
  const token = await venue.signIn();
  const asked = { port: venue.port, token, query };
  const body = await answerOf(asked);
  await load({ ...asked, body, count: 3000 });
  const inspector = await inspect(venue.inspector);
  await inspector.call('Profiler.enable');
  await inspector.call('Profiler.setSamplingInterval', { interval: 200 });
  await inspector.call('Profiler.start');
  await load({ ...asked, body, count: Number(count) });
  const { profile } = await inspector.call('Profiler.stop');
  inspector.close();
  tell(profile, Number(count));
} finally {
  await venue.stop();
}

function tell({ nodes, samples, timeDeltas }, requests) {
  const byId = new Map(nodes.map((node) => [node.id, { ...node, self: 0 }]));
  samples.forEach((id, at) => {
    byId.get(id).self += timeDeltas[at];
  });
  const rooms = new Map();
  const functions = new Map();
  const own = new Map();
  const add = (map, key, time) => map.set(key, (map.get(key) ?? 0) + time);
  const walk = (node, above) => {
    const { functionName, url, lineNumber } = node.callFrame;
    const key = `${functionName || '(nameless)'} ${shortOf(url)}:${lineNumber + 1}`;
    add(rooms, roomOf(functionName, url), node.self);
    add(own, key, node.self);
    let whole = node.self;
    for (const child of node.children ?? []) whole += walk(byId.get(child), new Set(above).add(key));
    // One that calls itself counts once.
    if (!above.has(key)) add(functions, key, whole);
    return whole;
  };
  walk(byId.get(nodes[0].id), new Set());
  const idle = rooms.get('(idle)') ?? 0;
  const busy = [...rooms.values()].reduce((sum, time) => sum + time, 0) - idle;
  const print = (map, most) => {
    for (const [key, time] of [...map].toSorted(([, a], [, b]) => b - a).slice(0, most))
      if (key !== '(idle)')
        console.log(
          `${((100 * time) / busy).toFixed(1).padStart(6)} %  ${(time / requests).toFixed(1).padStart(7)} us  ${key}`,
        );
  };
  console.log(`${name}: ${(busy / requests).toFixed(0)} us of the thread a request\n`);
  print(rooms, 30);
  console.log('');
  print(own, 40);
  console.log('');
  print(functions, 60);
}

function roomOf(functionName, url) {
  if (functionName.startsWith('(')) return functionName;
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (name) return name;
  return (
    /\/dist\/([^.]+?)\/[^/]+$/.exec(url)?.[1] ??
    (url.startsWith('node:') || url === '' ? 'node' : shortOf(url))
  );
}

function shortOf(url) {
  return url.replace(/^.*\/node_modules\//, '').replace(/^.*\/dist\//, 'dist/');
}
