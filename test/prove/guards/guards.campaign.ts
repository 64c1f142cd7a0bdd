/** `prove -- guards`: random questions of random clerks of random venues, each compared with the oracle. */
import { type GraphQLError } from 'graphql';
import { loadViewer } from '../../../src/domain/permissions/standing.js';
import { type Viewer } from '../../../src/domain/request/viewer.js';
import { ALL_PERMISSIONS } from '../../../src/domain/types/permissions.js';
import { AppError } from '../../../src/errors/errors.js';
import { type Answer, ask, open } from '../../resolvers/ask.js';
import { type Campaign, proofOf, type Run } from '../shared/campaign.js';
import { type Chance, chanceFrom } from '../shared/seeded.js';
import { allCases, type GuardsRow } from './cases.js';
import { type GuardsFixture, guardsFixture, type RawVenue } from './fixture.js';
import { type Asker, Oracle, type Verdict } from './oracle.js';
import { decisionQuestion, grantQuestion, type Question, rootQuestion, unlockQuestion } from './questions.js';
import { readQuestion } from './reads.js';

export const campaign: Campaign = {
  title: 'Random requests of random clerks, compared with an oracle of permissions',
  async run({ seed, count = 20_000, say }) {
    const rows = await guards({ seed, count, say });
    const pairs = (those: readonly GuardsRow[]) =>
      those.flatMap(({ verdicts }) => [...verdicts.values()]).reduce((sum, many) => sum + many, 0);
    const words = ({ verdicts }: GuardsRow) =>
      [...verdicts]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([verdict, many]) => `${many} ${verdict}`)
        .join(', ');
    const { table, untrue } = proofOf(['question', 'pairs', 'by the oracle', 'differences'], rows, (row) => [
      row.kind,
      pairs([row]),
      words(row),
    ]);
    return { table: `${table}\n| all | ${pairs(rows)} |  | ${untrue.length} |`, untrue };
  },
};

const PAIRS_A_VENUE = 100;

/** `untilOne`: anyone who searches for a difference needs no more than the first. */
export async function guards({ count, seed, say }: Run, untilOne = false): Promise<GuardsRow[]> {
  const rows = new Map<string, GuardsRow>([['all cases', allCases()]]);
  const chance = chanceFrom(seed);
  if (untilOne && [...rows.values()].some(({ untrue }) => untrue.length > 0)) return [...rows.values()];
  for (let done = 0; done < count; ) {
    const fixture = await guardsFixture(chance);
    try {
      for (let pair = 0; pair < PAIRS_A_VENUE && done < count; pair += 1, done += 1) {
        const { kind, verdict, untrue } = await tryPair(fixture, chance);
        const row = rows.get(kind) ?? { kind, verdicts: new Map<Verdict, number>(), untrue: [] };
        rows.set(kind, row);
        row.verdicts.set(verdict, (row.verdicts.get(verdict) ?? 0) + 1);
        row.untrue.push(...untrue);
        if (untilOne && untrue.length > 0) return [...rows.values()];
      }
    } finally {
      await fixture.close();
    }
    if (done % 2000 === 0) say(`${done} of ${count} pairs`);
  }
  return [...rows.values()].sort((a, b) => a.kind.localeCompare(b.kind));
}

interface Tried {
  readonly kind: string;
  readonly verdict: Verdict;
  readonly untrue: readonly string[];
}

async function tryPair(fixture: GuardsFixture, chance: Chance): Promise<Tried> {
  const { clock } = fixture.domain;
  const { clerks, groups } = fixture.raw();
  const high = groups.filter(({ rank }) => rank <= 2).map(({ id }) => id);
  const above = clerks.filter(({ group }) => group !== undefined && high.includes(group));
  const senior = above.length > 0 ? above : clerks;
  const asker: Asker = {
    clerkId: chance.pick(chance.between(0, 1) < 0.5 ? clerks : senior).id,
    present: chance.between(0, 1) < 0.85,
    token: chance.between(0, 1) < 0.12 ? new Set(chance.shuffled(ALL_PERMISSIONS).slice(0, 5)) : undefined,
  };
  const before = fixture.raw();
  const oracle = new Oracle(before, clock.now());
  const viewer = await viewerOf(fixture, asker);
  if (chance.between(0, 1) < 0.25 && viewer) {
    const read = readQuestion(chance, asker, fixture.operations);
    const { data } = await answerTo(fixture, viewer, { root: 'query', document: read.document });
    const untrue = read.untrue(data, oracle);
    return {
      kind: read.kind,
      verdict: 'passes',
      untrue: untrue ? [`${said(asker, read.document)}: ${untrue}`] : [],
    };
  }
  const question = await questionBy(fixture, chance, asker);
  const expected = question.expected(oracle);
  const { errors = [] } = await answerTo(fixture, viewer, question);
  const verdict = verdictOf(errors[0], question);
  const untrue: string[] = [];
  if (verdict !== expected) untrue.push(`${verdict} instead of ${expected}`);
  const named = question.grantableBy?.(oracle, expected);
  const result = detailsOf(errors[0])['grantableBy'] ?? [];
  if (verdict === expected && named && JSON.stringify(result) !== JSON.stringify(named))
    untrue.push(`names ${JSON.stringify(result)} instead of ${JSON.stringify(named)}`);
  untrue.push(...wrongAfter(question, verdict, before, fixture.raw()));
  return {
    kind: question.kind,
    verdict: expected,
    untrue: untrue.map((line) => `${said(asker, question.document)}: ${line}`),
  };
}

async function questionBy(fixture: GuardsFixture, chance: Chance, asker: Asker): Promise<Question> {
  const { clock, state } = fixture.domain;
  const kind = chance.between(0, 1);
  if (kind < 0.4) return rootQuestion(chance, asker);
  if (kind < 0.65)
    return grantQuestion(chance, asker, {
      groups: fixture.raw().groups.map(({ id }) => id),
      now: clock.now(),
    });
  if (kind < 0.8) return unlockQuestion(chance, asker);
  const operation = chance.pick(fixture.operations);
  const now = await state.operations.find(operation.id);
  return decisionQuestion(chance, asker, operation, now?.state === 'AWAITING_APPROVAL');
}

async function viewerOf(
  { domain }: GuardsFixture,
  { clerkId, present, token }: Asker,
): Promise<Viewer | undefined> {
  const { clerks, venueRows } = domain.plane;
  const now = domain.clock.now().getTime();
  // Over at this very moment is over.
  const session = { id: 'session', steppedUpUntil: token ? undefined : new Date(now + (present ? 1 : 0)) };
  const viewer = await loadViewer({ clerks, venue: venueRows }, clerkId, session);
  if (!viewer || !token) return viewer;
  const permissions = new Set([...viewer.permissions].filter((permission) => token.has(permission)));
  const shown = { id: 'token', name: 'Nightly', permissions: [...token], clerkId, createdByName: '' };
  return {
    ...viewer,
    permissions,
    token: { ...shown, createdAt: new Date(now), expiresAt: new Date(now + 1) } as never,
  };
}

/** Time passes while it is being answered: what starts a service waits for it. */
async function answerTo(
  { domain }: GuardsFixture,
  as: Viewer | undefined,
  { root, document }: Pick<Question, 'root' | 'document'>,
): Promise<Answer> {
  const question = { as: as ?? null, fake: { controlPlane: domain.plane, denied: [] } };
  let isOver = false;
  const asking = (root === 'subscription' ? follow(document, question) : ask(document, question)).finally(
    () => {
      isOver = true;
    },
  );
  for (let turn = 0; !isOver && turn < 200; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!isOver && turn > 20) await domain.clock.pass(1000);
  }
  return asking;
}

async function follow(document: string, question: Parameters<typeof ask>[1]): Promise<Answer> {
  const opened = await open(document, question);
  if (!('next' in opened)) return opened;
  await opened.return?.();
  return { data: {} };
}

function verdictOf(error: GraphQLError | undefined, { kind }: Question): Verdict {
  const code = error?.originalError instanceof AppError ? error.originalError.code : undefined;
  if (code === 'FORBIDDEN') return detailsOf(error)['gate'] as Verdict;
  const any: readonly (string | undefined)[] = ['UNAUTHENTICATED', 'PERSON_NEEDED'];
  const own = [...any, 'NOT_FOUND', 'BAD_USER_INPUT', 'SECOND_PERSON_NEEDED', 'NOT_AWAITING_APPROVAL'];
  const isRoot = /^(query|mutation|subscription) /.test(kind);
  return (isRoot ? any : own).includes(code) ? (code as Verdict) : 'passes';
}

function detailsOf(error: GraphQLError | undefined): Readonly<Record<string, unknown>> {
  return error?.originalError instanceof AppError ? error.originalError.details : {};
}

/** What passes changes that box and no other; what is refused changes none. */
function wrongAfter({ change }: Question, verdict: Verdict, before: RawVenue, after: RawVenue): string[] {
  const isChange = change !== undefined && verdict === 'passes';
  const isOther = (box: RawVenue['boxes'][number]) =>
    !(isChange && box.group === change.group && box.permission === change.permission);
  const rest = (raw: RawVenue) => JSON.stringify(raw.boxes.filter(isOther));
  const wrong = rest(before) === rest(after) ? [] : ['another box has changed'];
  if (!isChange) return wrong;
  const box = after.boxes.find(
    ({ group, permission }) => group === change.group && permission === change.permission,
  );
  const isAsAsked =
    (box?.granted ?? false) === change.granted && (box?.expires ?? undefined) === change.expires;
  return isAsAsked ? wrong : [...wrong, `the box is ${JSON.stringify(box)}`];
}

function said({ clerkId, present, token }: Asker, document: string): string {
  const how = token ? `by a token for ${[...token].join('+')}` : present ? 'present' : 'stale';
  return `clerk ${clerkId}, ${how}: ${document}`;
}
