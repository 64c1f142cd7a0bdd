/** A server in little, to be killed: two hosts, one of them in a script that waits for a native child. Says when it is so far. */
import { startPool } from './pools.mjs';

const [seconds] = process.argv.slice(2);
const { pool, call } = await startPool();
const hosts = pool.status().lanes.map(({ pid }) => pid);
void call(
  'Invoke-Hang',
  { Mode: 'native', Seconds: seconds },
  { onEvent: () => console.log(JSON.stringify(hosts)) },
);
