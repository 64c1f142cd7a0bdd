/** `prove -- guesses`: PINs guessed from 200 addresses of loopback, while a clerk signs in, another steps up, and a third is unlocked. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openState } from '../../storage/engines.js';
import { PINS, type PracticeVenue, QUICK, startVenue } from '../../venue/practice-venue.js';
import { type Campaign, proofOf, quantile, type Row, type Run } from '../shared/campaign.js';
import { type Chance, chanceFrom } from '../shared/seeded.js';
import { GuessSender, spreadOf } from './sender.js';

export const campaign: Campaign = {
  title: 'PIN guessing locks out no other clerk',
  async run({ seed, count = 10_000, say }) {
    const venue = await startVenue({ site: QUICK });
    try {
      const rows = await attack(venue, { seed, count, say });
      return proofOf(['what', 'figure', 'untrue'], rows, ({ what, figure }) => [what, figure]);
    } finally {
      await venue.stop();
    }
  },
};

/** Of a right PIN, 99 in 100 of them. */
const P99_MS = 1000;
const IN_PARALLEL = 64;
const EVALUATIONS = 5;
/** Clerk 5 signs in all the while and is not guessed at; clerk 4 is, and steps up; clerk 3 is unlocked by clerk 1. */
const GUESSED_AT = ['1', '2', '3', '4'];

async function attack(venue: PracticeVenue, { seed, count, say }: Run): Promise<Row[]> {
  const chance = chanceFrom(seed);
  const signedIn = await venue.signIn('4');
  const administrator = await venue.signIn('1');
  const sender = new GuessSender(venue.port);
  let isOver = false;
  const others = Promise.all([
    repeated(
      () => isOver,
      async () => void (await venue.signIn('5')),
    ),
    stepUps(venue, signedIn, () => isOver),
  ]);
  let unlock: Promise<Unlocked> | undefined;
  let sent = 0;
  const send = async () => {
    while (sent < count) {
      sent += 1;
      if (sent % 1000 === 0) say(`${sent} guesses, ${sender.outcomes()}`);
      if (sent > count / 2) unlock ??= unlocked(venue, administrator);
      await guess(sender, chance, sent);
    }
  };
  await Promise.all(Array.from({ length: IN_PARALLEL }, send));
  const after = await unlock;
  isOver = true;
  const [signIns, steps] = await others;
  sender.close();
  return [
    { what: 'guesses and their responses', figure: sender.outcomes(), untrue: sender.untrue },
    await evaluations(venue),
    spread(sender),
    timed("a right PIN of a clerk who isn't guessed at", signIns),
    timed('a step-up of a clerk who is guessed at', steps),
    unlockRow(after),
  ];
}

/** Known IDs, made-up ones, both mixed, and several in one document. */
async function guess(sender: GuessSender, chance: Chance, number: number): Promise<void> {
  const known = chance.pick(GUESSED_AT);
  const madeUp = String(100 + (number % 5000));
  const pin = String(Math.floor(chance.between(0, 10_000))).padStart(4, '0');
  // Never by chance the right one: it would let the unauthenticated caller in.
  const wrong = Object.values(PINS).includes(pin) ? '0000' : pin;
  const address = `127.${1 + (number % 4)}.0.${1 + (Math.floor(number / 4) % 50)}`;
  if (number % 50 === 0) return sender.byAliases([known, madeUp], wrong, address);
  return sender.byHttp(number % 3 === 0 ? madeUp : known, wrong, address, number % 3 === 0);
}

interface Timed {
  readonly took: readonly number[];
  readonly failed: readonly string[];
}

async function repeated(isOver: () => boolean, work: () => Promise<void>): Promise<Timed> {
  const took: number[] = [];
  const failed: string[] = [];
  while (!isOver()) {
    const began = performance.now();
    await work().catch((error: unknown) => failed.push(String(error)));
    took.push(performance.now() - began);
    await sleep(200);
  }
  return { took, failed };
}

function stepUps(venue: PracticeVenue, first: string, isOver: () => boolean): Promise<Timed> {
  let token = first;
  return repeated(isOver, async () => {
    const answer = await venue.request(
      'mutation($pin: String!) { stepUp(pin: $pin) { token } }',
      { pin: PINS[4] },
      token,
    );
    if (!answer.data?.stepUp) throw new Error(`stepUp: ${JSON.stringify(answer.errors)}`);
    token = answer.data.stepUp.token;
  });
}

interface Unlocked {
  readonly before: string;
  readonly after: string;
}

/** The same right PIN before and after the unlock, while the guesses continue. */
async function unlocked(venue: PracticeVenue, administrator: string): Promise<Unlocked> {
  const tried = () =>
    venue.signIn('3').then(
      () => 'in',
      (error: unknown) => String(error),
    );
  const before = await tried();
  const unlock = 'mutation { unlockClerk(clerkId: "3", reason: "Guessed at") { id } }';
  const { errors } = await venue.request(unlock, {}, administrator);
  return { before, after: errors.length > 0 ? JSON.stringify(errors) : await tried() };
}

function unlockRow(outcomes: Unlocked | undefined): Row {
  const { before = 'not asked', after = 'not asked' } = outcomes ?? {};
  const untrue = [
    ...(before.includes('SIGN_IN_LOCKED') ? [] : [`before the unlock: ${before}`]),
    ...(after === 'in' ? [] : [`after the unlock: ${after}`]),
  ];
  return { what: 'a right PIN of a clerk who is guessed at, after unlockClerk', figure: after, untrue };
}

/** As the state database counts them: one a check of a PIN. The unlock of clerk 3 begins again. */
async function evaluations(venue: PracticeVenue): Promise<Row> {
  const state = await openState(venue.stateFile);
  try {
    const attempts = await state.pins.attemptsOf(GUESSED_AT);
    const counted = attempts.map((of) => ({ id: of.clerkId, total: of.attempts.total }));
    const most = Math.max(...counted.map(({ total }) => total));
    const untrue = counted.flatMap(({ id, total }) =>
      total > EVALUATIONS ? [`${total} PINs of clerk ${id} were checked`] : [],
    );
    return { what: 'checked, the most of one clerk', figure: String(most), untrue };
  } finally {
    await state.close();
  }
}

/** How long a refusal took, of IDs that someone has and of those that no one has. */
function spread({ ofKnown, ofMadeUp }: GuessSender): Row {
  const figure = `known ${spreadOf(ofKnown)}; made up ${spreadOf(ofMadeUp)}`;
  return { what: 'refusals, median / p90 / p99', figure, untrue: [] };
}

function timed(what: string, { took, failed }: Timed): Row {
  const p99 = quantile(took, 0.99);
  const untrue = [
    ...failed,
    ...(took.length > 0 && p99 < P99_MS ? [] : [`${what}: p99 ${p99.toFixed(0)} ms`]),
  ];
  return { what, figure: `${took.length} times, ${spreadOf(took)}, ${failed.length} refused`, untrue };
}
