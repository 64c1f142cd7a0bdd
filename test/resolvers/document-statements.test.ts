/** What the console's most used documents cost in statements, no matter who has how many rows: on every engine, through the whole domain. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { execute, parse, validate } from 'graphql';
import { ALL_PERMISSIONS } from '../../src/domain/types/permissions.js';
import { createRequestContext } from '../../src/resolvers/request/context.js';
import { practiceDomain } from '../domain/rehearsal-domain.js';
import { sqliteEngine, type VenueRows } from '../storage/engines.js';
import { newOperation } from '../storage/samples.js';
import { type Answer, schema } from './ask.js';

const folder = 'console/documents';
/** Parsed and validated once: that takes longer than to answer. */
const document = parse(
  readdirSync(folder)
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .concat(
      'query Deep { clerkGroups { clerks { securityGroup { permissions { granted } } } locationGroups { locations { name } } } }',
      'query Wide { securityGroups { clerks { clerkGroup { clerks { securityGroup { name } } locationGroups { name } } } } }',
    )
    .join('\n'),
);

/**
 * What a console asks all day, and how many statements it takes at most, those that say who asks (6) among them. The same read asked for in one
 * turn is one statement, so an engine that answers at once may need fewer than one across a wire.
 */
const TAKES: [string, number, Readonly<Record<string, unknown>>][] = [
  ['Frame', 9, {}],
  ['MayDo', 12, {}],
  ['VenueState', 9, {}],
  ['Venue', 12, {}],
  ['Locations', 10, {}],
  ['Services', 8, {}],
  ['Operations', 9, { first: 20 }],
  ['Operation', 8, { id: 'op-1' }],
  ['OperationPlan', 13, { id: 'op-1' }],
  ['FirstSync', 12, {}],
  ['OnboardingPlan', 18, {}],
  ['Diagnosis', 22, { may: true }],
  ['ResyncPlan', 27, {}],
  // No console asks this: every relation there is.
  ['Deep', 13, {}],
  ['Wide', 13, {}],
];

describe('the statements of a document', () => {
  const engine = sqliteEngine();
  afterEach(() => engine.cleanUp());

  it('are of documents that are valid', () => {
    expect(validate(schema, document)).toEqual([]);
  });

  it.each(TAKES)(
    '%s takes at most %d, for many rows the same as for a few',
    async (name, most, variables) => {
      const few = (await answered(name, variables, 2)).sent;
      const many = (await answered(name, variables, 30)).sent;
      expect(new Set(many)).toEqual(new Set(few));
      for (const sent of [few, many]) {
        expect(sent.length).toBeLessThanOrEqual(most);
        // Each is named here for what it is: one that takes far fewer has a number too high.
        expect(sent.length).toBeGreaterThanOrEqual(most - 3);
      }
    },
  );

  it('answer every row, each under its own group', async () => {
    const groups = (await answered('Deep', {}, 30)).data['clerkGroups'];
    expect(groups.map(({ clerks }: { clerks: object[] }) => clerks.length)).toEqual([
      11,
      ...Array(29).fill(10),
    ]);
    expect(groups[0].locationGroups).toHaveLength(30);
    for (const { locations } of groups[0].locationGroups) expect(locations).toHaveLength(10);
    expect(groups[0].clerks[0].securityGroup.permissions).toHaveLength(ALL_PERMISSIONS.length);
  });

  async function answered(
    operationName: string,
    variableValues: Readonly<Record<string, unknown>>,
    size: number,
  ) {
    const seen: string[] = [];
    const onStatement = (sql: string) => void seen.push(sql);
    const domain = await practiceDomain({
      onStatement,
      database: (now) => engine.venue(rows(size), { now, onStatement }),
    });
    const { plane, state, clock } = domain;
    await state.pins.set({ clerkId: '1', hash: domain.pinHash('2468'), changedAt: clock.now() });
    for (let index = 1; index <= size; index += 1)
      await state.operations.create(
        newOperation({ id: `op-${index}`, state: 'AWAITING_APPROVAL', createdAt: clock.now() }),
      );
    const peer = { address: '127.0.0.1', port: 1 };
    const { token } = await plane.signIn.signIn({
      clerkId: '1',
      pin: '2468',
      correlationId: 'correlation',
      peer,
    });
    const ask = async () => {
      const viewer = await plane.signIn.viewerOf(token);
      const contextValue = createRequestContext({
        controlPlane: plane,
        viewer,
        correlationId: 'correlation',
        peer,
      });
      return execute({ schema, document, operationName, variableValues, contextValue }) as Promise<Answer>;
    };
    // The first one learns what is remembered: what the cloud said, who holds which box.
    await ask();
    await settled(seen);
    seen.length = 0;
    const { data, errors } = await ask();
    expect(errors).toBeUndefined();
    await settled(seen);
    const sent = [...seen].sort();
    await domain.close();
    return { sent, data };
  }
});

/** Some things are written down beside the answer, and are the document's all the same. */
async function settled(seen: readonly string[]): Promise<void> {
  for (let before = -1; before !== seen.length; ) {
    before = seen.length;
    await sleep(20);
  }
}

/** `size` Clerk Groups, Location Groups and Security Groups, ten clerks and locations in each. */
function rows(size: number): VenueRows {
  const numbers = Array.from({ length: size }, (_, index) => index + 1);
  const ten = Array.from({ length: 10 }, (_, index) => index);
  const each = numbers.flatMap((group) => ten.map((n) => [10 * group + n, group] as const));
  const boxes = [
    'SERVICES_VIEW',
    'CLOUD_CONNECTIVITY_ONBOARD',
    'CLOUD_CONNECTIVITY_LOCATIONS',
    'EVENT_LOGS_VIEW',
    'AUDIT_VIEW',
    'CLERK_SECURITY_VIEW',
  ];
  return {
    registration: [
      ['10482213', 'Harbour View', 'manager@harbourview.example', '2031-12-24', 'CLOUD_SYNC', 'AU'],
    ],
    global_config: [
      ['SwiftposVersion', '10.58.0'],
      ['TimeZone', 'Australia/Sydney'],
    ],
    location_group: numbers.map((id) => [id, `Group ${id}`]),
    location: each.map(([id, group]) => [id, group, `Bar ${id}`]),
    clerk_group: numbers.map((id) => [id, `Staff ${id}`]),
    clerk_group_location_group: numbers.map((id) => [1, id]),
    security_group: numbers.map((id) => [id, `Rank ${id}`, id]),
    security_group_object: numbers.flatMap((id) => boxes.map((box) => [id, box, 1, null, null, null])),
    clerk: [
      [1, 'Morgan Reyes', 1, 1, 1, 0],
      ...each.map(([id, group]): [number, string, number, number, number, number] => [
        id,
        `Clerk ${id}`,
        group,
        group,
        1,
        0,
      ]),
    ],
    trading_period: [
      ['MONDAY', '10:00', '23:00'],
      ['TUESDAY', '10:00', '23:00'],
    ],
    sync_exception: numbers.map((id) => [id, '2031-05-05T10:00:00.000Z', 'sale', String(id), 'Rejected']),
    sync_message: numbers.map((id) => [id, '2031-05-05T10:00:00.000Z', `table ${id}`, String(id), 'INSERT']),
  };
}
