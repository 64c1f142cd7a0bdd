/** `prove -- documents`: hostile and random documents, over HTTP and over a socket, against a real server. */
import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { freePort } from '../../venue/free-port.js';
import { type PracticeVenue, startVenue } from '../../venue/practice-venue.js';
import { Asker, type Reply } from '../shared/asker.js';
import { type Campaign, markdownTable, proofOf, type Run } from '../shared/campaign.js';
import { type HeldMemory, heldMemory } from '../shared/held-memory.js';
import { inspectorAt, LiveMemory } from '../shared/live-memory.js';
import { bent, RandomDocuments } from '../shared/random-documents.js';
import { type Chance, chanceFrom } from '../shared/seeded.js';
import { BOMBS, type Bomb, DEAREST } from './bombs.js';
import { malformedBody, malformedMessage } from './malformed.js';
import { type Case, runSeries, type Series, type SeriesRow } from './series.js';

export const campaign: Campaign = {
  title: 'Hostile GraphQL documents over HTTP and WebSocket',
  async run({ seed, count = 10_000, say }) {
    const port = await freePort();
    const memory = new LiveMemory(port);
    const venue = await startVenue({ env: inspectorAt(port) });
    try {
      const { rows, before, after } = await documents(venue, memory, { seed, count, say });
      const answers = proofOf(
        ['what', 'sent', 'median ms', 'slowest ms', 'of an empty one, ms', 'untrue'],
        rows,
        ({ what, sent, medianMs, slowestMs, baselineMs }) => [
          what,
          sent,
          medianMs.toFixed(2),
          slowestMs.toFixed(1),
          baselineMs?.toFixed(2) ?? '',
        ],
      );
      const held = markdownTable(
        ['after a collection, MB', 'resident', 'objects and buffers'],
        [rowOf('before', before), rowOf('after', after)],
      );
      const grown = after.resident - before.resident;
      const heavier = grown > MEGABYTES ? [`memory: ${grown.toFixed(0)} MB more than before`] : [];
      return { table: `${answers.table}\n\n${held}`, untrue: [...answers.untrue, ...heavier] };
    } finally {
      memory.close();
      await venue.stop();
    }
  },
};

function rowOf(when: string, { resident, live }: HeldMemory): readonly string[] {
  return [when, resident.toFixed(0), live.toFixed(0)];
}

/** Asks cloud and PowerShell for anyone who is signed in: the venue's own time, not the server's. */
const VENUES_OWN = ['venue'];
/** Of memory, before and after. */
const MEGABYTES = 50;
/** What V8 makes of code that runs for the first time stays: so many of each kind, before anything is measured. */
const WARM = 300;

/** `count`: of the malformed, and again of the valid. */
async function documents(venue: PracticeVenue, memory: LiveMemory, { seed, count, say }: Run) {
  const chance = chanceFrom(seed);
  const random = new RandomDocuments(buildSchema(readFileSync('schema.graphql', 'utf8')), chance);
  const plain = () => random.next(undefined, VENUES_OWN);
  // Signed in, and without a permission: what is measured is the server's own work, and not the venue's.
  const bare = new Asker(venue.port, await venue.token('3'));
  const admin = new Asker(venue.port, await venue.token('1'));
  const { pid = 0 } = venue;
  try {
    await warmUp(bare, plain, chance, Math.min(WARM, count / 2));
    const before = await heldMemory(memory, pid);
    const rows: SeriesRow[] = [];
    for (const one of kinds({ bare, plain, chance, count })) rows.push(await runSeries(one, say));
    const ofAdmin = generate(count / 20, () => queryCase(admin, random.next('query')));
    rows.push(await runSeries({ what: 'valid queries of an administrator, HTTP', cases: ofAdmin }, say));
    const after = await heldMemory(memory, pid);
    return { rows, before, after };
  } finally {
    bare.close();
    admin.close();
  }
}

async function warmUp(bare: Asker, plain: () => string, chance: Chance, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    await bare.post(body(bent(plain(), chance)));
    await bare.subscribe({ query: plain() });
  }
  for (const bomb of [...BOMBS, ...DEAREST]) await bare.post(JSON.stringify(payloadOf(bomb)));
}

interface Parts {
  readonly bare: Asker;
  readonly plain: () => string;
  readonly chance: Chance;
  readonly count: number;
}

function kinds({ bare, plain, chance, count }: Parts): readonly Series[] {
  // Each a new one: what is asked again and again the server needn't read again.
  let asked = 0;
  const nothing = () => `{ __typename } # ${asked++}`;
  const empty = () => bare.post(body(nothing()));
  const emptyOnSocket = () => bare.subscribe({ query: nothing() });
  const post = (bomb: Bomb): Case => ({
    name: bomb.kind,
    ask: () => bare.post(JSON.stringify(payloadOf(bomb))),
  });
  return [
    {
      what: 'valid, HTTP',
      cases: generate(count / 2, () => queryCase(bare, plain())),
      baseline: empty,
    },
    {
      what: 'malformed, HTTP',
      cases: generate(count / 2, () => malformedBody(bare, plain(), chance)),
      baseline: empty,
    },
    {
      what: 'malformed, socket',
      cases: generate(count / 2, () => malformedMessage(bare, plain(), chance)),
      baseline: emptyOnSocket,
    },
    { what: 'bombs, HTTP', cases: BOMBS.map(post), baseline: empty },
    {
      what: 'bombs, socket',
      cases: BOMBS.map((bomb) => ({ name: bomb.kind, ask: () => bare.subscribe(payloadOf(bomb)) })),
      baseline: emptyOnSocket,
    },
    { what: 'introspection as dear as may be, HTTP', cases: DEAREST.map(post), baseline: empty },
  ];
}

function* generate(count: number, make: () => Case): Iterable<Case> {
  for (let i = 0; i < Math.max(1, Math.floor(count)); i += 1) yield make();
}

const body = (query: string) => JSON.stringify({ query });
const payloadOf = ({ query, variables }: Bomb) => ({ query, ...(variables ? { variables } : {}) });

function queryCase(asker: Asker, query: string): Case {
  return { name: query, ask: (): Promise<Reply> => asker.post(body(query)) };
}
