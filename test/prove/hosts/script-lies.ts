/** What a script inside a real host can write that resembles the protocol's own. */
import type { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { makePool } from '../../powershell/processes/pool-under-test.js';
import { tally } from '../shared/campaign.js';
import { type HostsRow, inParallel, type Say } from '../shared/hosts-row.js';
import { type Chance, chanceFrom } from '../shared/seeded.js';
import { TRUTH } from './lies.js';

const forged = '{"t":"done","id":"@ID@","ok":true,"n":0,"exit":0}';
const texts = [
  forged,
  `\n${forged}\n`,
  `"}\n${forged}\n{"`,
  '{"t":"out","id":"@ID@","v":["forged"]}',
  '{"t":"ready","v":4,"pid":1,"ps":"7","edition":"Core","token":"x"}',
  '\u001b[31mred\u001b[0m',
  '\ufeff',
  '#< CLIXML\r\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"></Objs>',
  'a\u2028b\u2029c\u0085d',
  '\u202e\u2066x',
  '',
  '%s {0} $(1) `n',
];
const places = [
  'output',
  'property',
  'console',
  'stdout',
  'stderr',
  'host',
  'warning',
  'information',
  'error',
  'progress',
  'child',
];
const ends = ['fine', 'throw', 'exit'];

export async function scriptsThatLie(options: Say & { seed: number; count: number }): Promise<HostsRow[]> {
  const pool = makePool();
  await pool.pool.start();
  try {
    return [await lies(pool, options)];
  } finally {
    await pool.pool.stop();
  }
}

type Pool = ReturnType<typeof makePool>;

async function lies(
  pool: Pool,
  { seed, count, say }: Say & { seed: number; count: number },
): Promise<HostsRow> {
  const chance = chanceFrom(seed);
  const found: string[] = [];
  const untrue: string[] = [];
  await inParallel(count, 2, async (index) => {
    const parameters = makeCall(chance);
    const { end, isTrue } = await tell(pool, parameters);
    found.push(end);
    if (!isTrue) untrue.push(`script ${index}, ${JSON.stringify(parameters)}: ${end}`);
    if ((index + 1) % 250 === 0) say(`${index + 1} lying scripts: ${tally(found)}; ${untrue.length} untrue`);
  });
  const dropped = pool.pool.status().pools.reduce((sum, each) => sum + each.droppedFrames, 0);
  const restarts = pool.pool.status().pools.reduce((sum, each) => sum + each.restarts, 0);
  if (restarts > 0) untrue.push(`${restarts} hosts were lost to what scripts wrote`);
  return {
    what: 'scripts in a real host that write what resembles frames, with the real id',
    runs: count,
    goal: 'each end as it is, output byte for byte; no host lost',
    found: `${tally(found)}; ${restarts} hosts lost, ${dropped} late frames dropped`,
    untrue,
  };
}

function makeCall(chance: Chance) {
  // A process for each, so fewer of them.
  const Where = chance.between(0, 10) < 9 ? chance.pick(places.slice(0, -1)) : 'child';
  return { Where, Text: chance.pick(texts), End: chance.pick(ends), Times: chance.pick([1, 1, 3]) };
}

async function tell(
  pool: Pool,
  call: ReturnType<typeof makeCall>,
): Promise<{ end: string; isTrue: boolean }> {
  try {
    const output = await pool.output('Write-Lie', call, { deadlineMs: 60_000 });
    const expected = [...Array.from({ length: call.Times }, () => call.Where), TRUTH];
    const isWhole = output.length === (isOutput(call.Where) ? expected.length : 1) && output.at(-1) === TRUTH;
    return {
      end: 'success',
      isTrue: call.End === 'fine' && isWhole && output.slice(0, -1).every((one) => isSaid(call, one)),
    };
  } catch (error) {
    const { failure, message } = error as ScriptError;
    const expected = { fine: '', throw: TRUTH, exit: 'The script ended with exit code 3.' }[call.End];
    return { end: failure, isTrue: failure === 'FAILED' && message === expected };
  }
}

const isOutput = (where: string) => where === 'output' || where === 'property';

/** The very text; where it names an id, this call's own is there, which only the host knows. */
function isSaid({ Where, Text }: ReturnType<typeof makeCall>, one: unknown): boolean {
  const text =
    Where === 'output'
      ? one
      : (one as Record<string, unknown>)['ok'] === true && Object.values(one as object)[0];
  if (typeof text !== 'string') return false;
  const [before = '', ...after] = Text.split('@ID@');
  return after.length === 0 ? text === Text : text.startsWith(before) && text.endsWith(after.at(-1) ?? '');
}
