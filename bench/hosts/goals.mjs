/** The goals of `npm run bench -- hosts`, by row; a ratio where no unit is named. docs/performance.md's table is held against them by a test. */
export function goalsOf({ readSlots, queuedCalls }) {
  return {
    'trivial call / spawn per call': atMost(1 / 500),
    'trivial call / node-powershell invoke': atMost(0.5),
    '1,000 objects / raw ConvertTo-Json in the same host': atMost(1.8),
    '10,000 / 1,000 objects': atMost(10),
    '16 MB / 1 MB of output': atMost(18),
    'first call after ready / spawn': atMost(1 / 15),
    'read while 2 long calls run / idle': atMost(2.5),
    // So many at a time is the floor; a twentieth on top for what surrounds each call.
    '50 different reads of 200 ms at once / one': atMost((50 / readSlots) * 1.05),
    'of 80 at once refused with BUSY and a retry-after': exactly(80 - readSlots - queuedCalls),
    '50 identical reads at once: PowerShell CPU / one': atMost(1.3),
    'cancel of cooperative work': atMost(50, 'ms'),
    'frames lost to a stdin-reading child': exactly(0),
    'standby takeover / cold replace': atMost(1 / 50),
    'host and native children gone after kill -9 of the parent': atMost(2, 's'),
    'orphans after it': exactly(0),
    'memory of a host, after 10,000 calls / 5,000': atMost(1.03),
    'host grows while 16 MB of output go through it': atMost(50, 'MB'),
  };
}

function atMost(value, unit = '') {
  return { op: '<=', value, unit };
}

function exactly(value) {
  return { op: '=', value, unit: '' };
}
