/** Every goal, by bench and row; a ratio where no unit is named. docs/reference/performance.md's table is compared with this by a test. */
export const GOALS = {
  hosts: {
    'trivial call / node-powershell invoke': atMost(0.5),
    'trivial call / spawn per call': atMost(1 / 500),
    '50 identical reads at once: PowerShell CPU / one': atMost(1.3),
    'read while 2 long calls run / idle': atMost(2.5),
    'cancel of cooperative work': atMost(50, 'ms'),
    'spare host takes over / cold replace': atMost(1 / 50),
    '16 MB / 1 MB of output': atMost(18),
    'host grows while 16 MB of output go through it': atMost(50, 'MB'),
    'host ready / bare pwsh': atMost(1.5),
    'first call of an idle host / spawn': atMost(1 / 12),
  },
  graphql: {
    'viewer: processor, ours / stock Apollo': atMost(0.9),
    'services: processor, ours / stock Apollo': atMost(0.9),
    'status: processor, ours / stock Apollo': atMost(0.9),
    'viewer: processor, ours / mercurius with jit': stretch(1),
    'services: processor, ours / mercurius with jit': stretch(1),
    'status: processor, ours / mercurius with jit': stretch(1),
  },
  telemetry: {
    'viewer: processor, telemetry on / off': atMost(1.05),
    'services: processor, telemetry on / off': atMost(1.05),
    'status: processor, telemetry on / off': atMost(1.05),
  },
  live: { 'an event to 200 subscriptions: processor, ours / graphql-ws': atMost(0.6) },
  guards: { '1,000 guarded fields / the same unguarded': atMost(1.15) },
  start: { 'first live answer: ours / Apollo with node-powershell': atMost(1.5) },
  memory: { 'memory at rest: ours / bare node and pwsh': atMost(3) },
  idle: {
    'processor time per minute': atMost(400, 'ms'),
    'voluntary context switches per minute': atMost(1000),
  },
  growth: {
    'start to Ready': atMost(1.25),
    'audit, newest page': atMost(1.5),
    'audit, a page in the middle': atMost(1.5),
    'operations, newest page': atMost(1.5),
    'events of one operation': atMost(1.5),
    services: atMost(1.5),
    'a notification is sent': atMost(1.5),
    '/healthz meanwhile': atMost(1.5),
  },
  module: {
    'PowerShell with the module imported / alone': atMost(3),
    'Get-VenueService / Invoke-RestMethod': atMost(2),
  },
  console: {
    'venue shown after the PIN / bare page': atMost(5.4),
    'first visit, over the wire': atMost(220, 'kB'),
  },
};

/** Throws where a goal has no row or a row no goal: a name that was changed in one place would be a goal that no bench misses. */
export function judged(bench, rows) {
  const goals = Object.keys(GOALS[bench]);
  const made = rows.map(({ name }) => name);
  const without = goals.filter((name) => !made.includes(name));
  const untold = made.filter((name) => !goals.includes(name));
  if (without.length + untold.length > 0)
    throw new Error(`No row for: ${without.join('; ')}. No goal for: ${untold.join('; ')}.`);
  return rows;
}

function atMost(value, unit = '') {
  return { op: '<=', value, unit };
}

/** Reported when it is missed; the bench does not end with 1 for it. */
function stretch(value) {
  return { ...atMost(value), stretch: true };
}
