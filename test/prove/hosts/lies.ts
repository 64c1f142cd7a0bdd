/** What a host's end of the wire may write that isn't true, made up from a seed, with the only end its call may have. */
import type { Chance } from '../shared/seeded.js';

/** One thing that test/fixtures/fake-pwsh.mjs does on request. */
export interface Act {
  readonly to: 'pipe' | 'stdout' | 'stderr' | 'end' | 'exit';
  readonly base64?: string;
  readonly times?: number;
}

/** `truth`: a success with exactly this output. The others: failures of that name. */
export type CallEnd = 'truth' | 'FAILED' | 'HOST_DIED' | 'TIMED_OUT';

export interface Lie {
  readonly kind: string;
  readonly acts: readonly Act[];
  readonly ends: readonly CallEnd[];
}

export const TRUTH = 'the truth';

const ID = '@ID@';
const done = { t: 'done', id: ID, ok: true, n: 1, exit: 0 };
const out = { t: 'out', id: ID, v: [TRUTH] };
const honestEnd = [out, done];
const failure = { ...done, ok: false, n: 0, code: 'FAILED', e: { message: TRUTH } };

/** Noise that isn't for this call, or not for the pipe: the call's own end is shown as it is. */
const noise: Readonly<Record<string, (chance: Chance) => readonly Act[]>> = {
  'frames of other ids': (chance) =>
    Array.from({ length: some(chance, 1, 20) }, () =>
      frame({ ...chance.pick([done, out, failure, event('x')]), id: otherId(chance) }),
    ),
  'a pong no one asked for': (chance) => [frame({ t: 'pong', id: otherId(chance), mb: 1 })],
  'bytes that are no UTF-8, in another id': (chance) => [
    bytes(
      Buffer.concat([
        Buffer.from('{"t":"done","id":"'),
        junk(chance),
        Buffer.from('","ok":true,"n":1,"exit":0}\n'),
      ]),
    ),
  ],
  'a forged end on stdout': () => [line(done, 'stdout'), line(out, 'stdout')],
  'a forged end on stderr': () => [line(done, 'stderr')],
  'ANSI and CLIXML on stdout': (chance) => [
    text(
      chance.pick(['\u001b[2J\u001b[31m', '#< CLIXML\r\n<Objs Version="1.1.0.1"></Objs>\r\n', '\ufeff']),
      'stdout',
    ),
    bytes(junk(chance, 500), 'stderr'),
  ],
  'events with hostile texts': (chance) => [frame(event(chance.pick(hostileTexts)))],
  'frames in pieces': () => [],
};

const hostileTexts = [
  JSON.stringify(done),
  '\n{"t":"done","id":"@ID@","ok":true,"n":0,"exit":0}\n',
  '\u001b]0;title\u0007',
  '\u2028\u2029\u0000\ufeff',
  '#< CLIXML',
];

/** Something that no host of ours writes: it is ended, whatever it says afterwards. */
const breaches: Readonly<Record<string, (chance: Chance) => readonly Act[]>> = {
  'random bytes': (chance) => [
    bytes(Buffer.concat([Buffer.from([1]), junk(chance, 2000), Buffer.from('\n')])),
  ],
  'a line that is no frame': (chance) => [
    text(
      `${chance.pick(['', ' ', 'null', '[]', '{}', '"x"', '0', 'NaN', "{'t':'done'}", 'done', 'ok', '\r', '{'])}\n`,
    ),
  ],
  'ANSI around an end': () => [text(`\u001b[0m${JSON.stringify(done)}\u001b[0m\n`)],
  'a byte order mark before an end': () => [text(`\ufeff${JSON.stringify(done)}\n`)],
  CLIXML: () => [text(`#< CLIXML\r\n${JSON.stringify(done)}\n`)],
  'an end cut short': (chance) => {
    const whole = JSON.stringify(done);
    return [text(`${whole.slice(0, some(chance, 1, whole.length - 1))}\n`)];
  },
  'two frames in one line': () => [text(`${JSON.stringify(out)}${JSON.stringify(done)}\n`)],
  'an end with a wrong field': (chance) => [frame(out), frame({ ...done, ...chance.pick(wrongFields) })],
  'an end that lacks a field': (chance) => {
    const { [chance.pick(['t', 'id', 'ok', 'n', 'exit'] as const)]: _left, ...rest } = done;
    return [frame(out), frame(rest)];
  },
  'a false count': (chance) => [
    ...(chance.between(0, 2) < 1 ? [frame(out)] : []),
    frame({ ...done, n: some(chance, 2, 1000) }),
  ],
  'an end before its output': () => [frame(done), frame(out)],
  'a name that JavaScript would inherit': (chance) => [
    frame(out),
    text(
      `{"t":"done","id":"${ID}","ok":true,"n":1,"exit":0,"${chance.pick(['__proto__', 'constructor'])}":{}}\n`,
    ),
  ],
  'a frame of no known kind': (chance) => [
    frame({ ...done, t: chance.pick(['Done', 'ok', 'call', 'constructor', 'toString', 1, null, ['done']]) }),
  ],
  'an event of no known stream': () => [frame({ ...event('x'), s: 'stdout' })],
  'a second greeting': () => [
    frame({ t: 'ready', v: 4, pid: 1, ps: '7.6.9', edition: 'Core', token: 'x'.repeat(43) }),
  ],
  'too many objects in a frame': () => [frame({ ...out, v: Array.from({ length: 257 }, () => 1) })],
  'a frame that is too long': () => [
    text(`{"t":"out","id":"${ID}","v":["`),
    { ...text('x'.repeat(65_536)), times: 16 },
    text('"]}\n'),
  ],
  'a line without an end': () => [{ ...text('x'.repeat(65_536)), times: 17 }],
  'half a frame, then the pipe is closed': (chance) => [
    frame(out),
    text(JSON.stringify(done).slice(0, some(chance, 1, 40))),
    { to: 'end' },
  ],
  'output, then the process ends': () => [frame(out), { to: 'exit' }],
};

const wrongFields: readonly object[] = [
  { ok: 'true' },
  { ok: 1 },
  { n: '1' },
  { n: -1 },
  { n: 1.5 },
  { n: null },
  { n: 1e300 },
  { exit: 3 },
  { exit: '0' },
  { exit: null },
  { code: 'FAILED' },
  { code: 'SUCCESS' },
  { e: { message: 'x' } },
  { id: '' },
  { id: 7 },
  { extra: true },
  { ok: false },
  { ok: false, code: 'HOST_DIED' },
  { ok: false, code: 'FAILED', e: 'x' },
];

/** One made-up output. */
export function makeLie(chance: Chance): Lie {
  const share = chance.between(0, 100);
  if (share < 0.5) {
    const half = text(JSON.stringify(done).slice(0, some(chance, 1, 40)));
    return { kind: 'half a frame, then silence', acts: [frame(out), half], ends: ['TIMED_OUT'] };
  }
  if (share < 8) {
    const flipped = Buffer.from(`${JSON.stringify(done)}\n`);
    const at = some(chance, 0, flipped.length - 1);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << some(chance, 0, 8));
    // A flip within the id makes it another call's; then the real end, a failure, is the one that counts.
    const acts = [frame(out), bytes(flipped), frame(failure)];
    return { kind: 'an end with one bit flipped', acts, ends: ['HOST_DIED', 'FAILED'] };
  }
  const before = chance.pick(Object.values(noise))(chance);
  if (share < 50) {
    const kind = chance.pick(Object.keys(noise));
    const acts = [...before, ...(noise[kind]?.(chance) ?? [])];
    if (chance.between(0, 2) < 1) return { kind, acts: [...acts, frame(failure)], ends: ['FAILED'] };
    return { kind, acts: [...acts, ...inPieces(chance, honestEnd)], ends: ['truth'] };
  }
  const kind = chance.pick(Object.keys(breaches));
  const after = chance.between(0, 2) < 1 ? honestEnd.map((each) => frame(each)) : [];
  return { kind, acts: [...before, ...(breaches[kind]?.(chance) ?? []), ...after], ends: ['HOST_DIED'] };
}

/** Far more than a call may write, in every way there is; `bytes` in all. */
export function floods(bytesInAll: number): readonly Lie[] {
  const times = (act: Act) => ({ ...act, times: Math.ceil(bytesInAll / ((act.base64?.length ?? 0) * 0.75)) });
  const large = 'x'.repeat(60_000);
  return [
    { kind: 'stdout', acts: [times(text(`${large}\n`, 'stdout')), frame(failure)], ends: ['FAILED'] },
    { kind: 'stderr, one line', acts: [times(text(large, 'stderr')), frame(failure)], ends: ['FAILED'] },
    {
      kind: 'the pipe, one line',
      acts: [times(text(large)), ...honestEnd.map((each) => frame(each))],
      ends: ['HOST_DIED'],
    },
    {
      kind: 'the pipe, frames of another id',
      acts: [times(frame({ ...out, id: 'other', v: [large] })), frame(failure)],
      ends: ['FAILED'],
    },
  ];
}

/** As `floods`, with frames of the call itself: a success while it is less than a call may write, else OUTPUT_TOO_LARGE. */
export function ownOutput(bytesInAll: number): readonly Act[] {
  const act = frame({ ...out, v: ['x'.repeat(60_000)] });
  const times = Math.ceil(bytesInAll / 60_000);
  return [{ ...act, times }, frame({ ...done, n: times })];
}

function inPieces(chance: Chance, frames: readonly object[]): readonly Act[] {
  const whole = frames.map((each) => `${JSON.stringify(each)}\n`).join('');
  // Not within the placeholder of the id.
  const places = [1, 5, 12, whole.indexOf('\n'), whole.length - 9].filter(() => chance.between(0, 2) < 1);
  return [0, ...places].map((start, index) => text(whole.slice(start, places[index] ?? whole.length)));
}

const otherId = (chance: Chance) =>
  chance.pick([`${ID}0`, `x${ID}`, ID.toLowerCase(), '0', '1', 'null', `${some(chance, 0, 1e9)}`]);
const event = (message: string) => ({ t: 'ev', id: ID, s: 'warning', m: { message } });
const some = (chance: Chance, low: number, high: number) => Math.floor(chance.between(low, high));
const frame = (value: object) => line(value, 'pipe');
const line = (value: object, to: Act['to']) => text(`${JSON.stringify(value)}\n`, to);
const text = (value: string, to: Act['to'] = 'pipe') => bytes(Buffer.from(value), to);
const bytes = (value: Buffer, to: Act['to'] = 'pipe'): Act => ({ to, base64: value.toString('base64') });

/** Any bytes but a newline and what JSON strings can't hold. */
function junk(chance: Chance, most = 40): Buffer {
  return Buffer.from(Array.from({ length: some(chance, 1, most) }, () => some(chance, 128, 256)));
}
