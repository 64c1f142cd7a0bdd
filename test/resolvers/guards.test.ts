import { buildSchema, graphql } from 'graphql';
import type { ServiceView } from '../../src/domain/services/view.js';
import type { FollowedEvent } from '../../src/domain/types/operation.js';
import { Permission } from '../../src/domain/types/permissions.js';
import { AppError } from '../../src/errors/errors.js';
import type { RequestContext } from '../../src/resolvers/request/context.js';
import { guardSchema } from '../../src/resolvers/schema/guard-schema.js';
import { declareDirectives } from '../../src/resolvers/schema/security.directive.js';
import { type Answer, appError, ask, codesOf, contextOf, open } from './ask.js';
import { fakeControlPlane, viewer } from './fake-control-plane.js';
import { operation } from './operation-sample.js';

const DIRECTIVES = `
  directive @requires(permission: String!) on FIELD_DEFINITION
  directive @signedIn on FIELD_DEFINITION
  directive @public on FIELD_DEFINITION
  type Query { ok: Int @public }
`;
const guard = (sdl: string) => () =>
  guardSchema(buildSchema(`${DIRECTIVES} ${sdl}`, { assumeValidSDL: true }));

describe('a schema that is not guarded', () => {
  it.each([
    ['has no guard', 'extend type Query { bare: Int }'],
    ['has no guard', 'type Mutation { bare: Int }'],
    ['has no guard', 'type Subscription { bare: Int }'],
    ['has 2 guards', 'extend type Query { both: Int @public @signedIn }'],
    ['has 2 guards', 'type Row { both: Int @signedIn @signedIn } extend type Query { row: Row @public }'],
    ['names no known permission', 'extend type Query { odd: Int @requires(permission: EVERYTHING) }'],
    ['names no known permission', 'extend type Query { odd: Int @requires(permission: "SERVICES_VIEW") }'],
    ['names no known permission', 'extend type Query { odd: Int @requires }'],
    ["can't be subscribed to", 'type Subscription { uninterruptible: Int @signedIn }'],
  ])('refuses to start: a field %s', (why, sdl) => {
    expect(guard(sdl)).toThrow(`The server refuses to start:`);
    expect(guard(sdl)).toThrow(why);
  });

  it('starts when fields below the roots carry none', () => {
    expect(guard('type Row { bare: Int } extend type Query { row: Row @signedIn }')).not.toThrow();
  });

  it('needs the Permission enum to declare its directives', () => {
    expect(() => declareDirectives(buildSchema('type Query { ok: Int }'))).toThrow(
      'no enum named Permission',
    );
  });
});

describe('a guard', () => {
  const rows = 2000;
  const guardedRows = guardSchema(
    buildSchema(
      `${DIRECTIVES} type Row { secret: Int @requires(permission: SERVICES_CONTROL) } extend type Query { rows: [Row!] @signedIn }`,
      { assumeValidSDL: true },
    ),
  );
  const askRows = (contextValue: RequestContext) =>
    graphql({
      schema: guardedRows,
      source: '{ rows { secret } }',
      rootValue: { rows: Array.from({ length: rows }, () => ({ secret: 1 })) },
      contextValue,
    });

  it('works a refusal out once a request, however many rows carry it', async () => {
    let asked = 0;
    const fake = fakeControlPlane({
      security: {
        refusal: async () => {
          asked += 1;
          return new AppError('FORBIDDEN');
        },
      },
    });
    const as = viewer({ permissions: new Set([Permission.SERVICES_VIEW]) });
    const answer = await askRows(contextOf({ fake, as }));
    expect(answer.errors).toHaveLength(rows);
    expect(new Set(answer.errors?.map((error) => error.path?.join('.'))).size).toBe(rows);
    expect(asked).toBe(1);
  });

  it('survives that Apollo copies the context', async () => {
    const original = contextOf({});
    const copy = Object.assign(Object.create(Object.getPrototypeOf(original)), original);
    expect((await askRows(copy)).errors).toBeUndefined();
    copy.speakFor(undefined);
    expect(() => copy.caller()).toThrow(new AppError('UNAUTHENTICATED').message);
    expect(copy.loaders).toBe(copy.loaders);
  });

  it('lets no field below a signed-in root run for a clerk who may not see it', async () => {
    const as = viewer({ permissions: new Set([Permission.SERVICES_VIEW]) });
    const answer = await ask('{ services { key processId } viewer { clerkGroup { clerks { id } } } }', {
      as,
    });
    expect(answer.data?.services).toEqual([{ key: 'gateway-client', processId: null }]);
    expect(answer.data?.viewer).toEqual({ clerkGroup: { clerks: null } });
    expect(
      answer.errors?.map((error) => [error.path?.join('.'), appError(error).details['permission']]),
    ).toEqual(
      expect.arrayContaining([
        ['services.0.processId', 'SERVICES_CONTROL'],
        ['viewer.clerkGroup.clerks', 'CLERK_SECURITY_VIEW'],
      ]),
    );
  });
});

it('records a refused mutation, and no refused query', async () => {
  const fake = fakeControlPlane();
  const as = viewer({ permissions: new Set() });
  await ask('{ services { key } }', { as, fake });
  await ask('mutation { stopService(key: "netpos") { key } }', { as, fake });
  expect(fake.denied).toEqual(['stopService']);
});

describe('a subscription', () => {
  const PROGRESS = 'subscription { operationProgress(id: "op-1") { sequence } }';

  it('is not opened for no one, nor for an operation that the clerk may not see', async () => {
    expect(codesOf((await open(PROGRESS, { as: null })) as never)).toEqual(['UNAUTHENTICATED']);
    const fake = fakeControlPlane({ operations: { find: async () => undefined } });
    expect(codesOf((await open(PROGRESS, { fake })) as never)).toEqual(['NOT_FOUND']);
  });

  it('asks the permission again for each event, and ends with the first refusal', async () => {
    const left: string[] = [];
    let now = viewer();
    const fake = fakeControlPlane({ services: { changes: (signal) => endless(signal, left, service) } });
    const events = (await open('subscription { serviceChanged { key } }', {
      fake,
      viewerNow: () => now,
    })) as AsyncIterator<Answer>;
    expect((await events.next()).value).toEqual({ data: { serviceChanged: { key: 'connect' } } });
    now = viewer({ permissions: new Set() });
    expect(codesOf((await events.next()).value)).toEqual(['FORBIDDEN']);
    expect((await events.next()).done).toBe(true);
    expect(left).toEqual(['left']);
  });

  it.each([
    ['operationProgress', PROGRESS],
    ['operationChanged', 'subscription { operationChanged { id } }'],
  ])('asks for each event of %s whether the operation is still its to see', async (_, document) => {
    const asked: unknown[] = [];
    const fake = fakeControlPlane({
      operations: {
        async requireVisible({ viewer: { permissions } }, { id }) {
          asked.push([id, permissions.size > 0]);
          if (permissions.size === 0) throw new AppError('FORBIDDEN');
        },
        follow: (_id, _after, signal) => endless(signal, [], recorded),
        changes: (_viewer, signal) => endless(signal, [], () => operation()),
      },
    });
    let now = viewer();
    const events = (await open(document, { fake, viewerNow: () => now })) as AsyncIterator<Answer>;
    await events.next();
    now = viewer({ permissions: new Set() });
    expect(codesOf((await events.next()).value)).toEqual(['FORBIDDEN']);
    expect((await events.next()).done).toBe(true);
    expect(asked).toEqual([
      ['op-1', true],
      ['op-1', false],
    ]);
  });

  it('ends without a word when there is no caller any more', async () => {
    const fake = fakeControlPlane({
      operations: { follow: (_id, _after, signal) => endless(signal, [], recorded) },
    });
    const events = (await open(PROGRESS, { fake, viewerNow: () => undefined })) as AsyncIterator<Answer>;
    expect((await events.next()).done).toBe(true);
  });

  it('releases its source at once when the reader leaves while nothing happens', async () => {
    const left: string[] = [];
    const fake = fakeControlPlane({
      operations: {
        async *follow(_id, _after, signal) {
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
          left.push('left');
          throw new Error('aborted');
        },
      },
    });
    const events = (await open(PROGRESS, { fake })) as AsyncIterator<unknown>;
    const waiting = events.next();
    await events.return?.();
    expect(left).toEqual(['left']);
    expect((await waiting).done).toBe(true);
  });

  it('passes on what it was asked, and what the source throws', async () => {
    const asked: unknown[] = [];
    const fake = fakeControlPlane({
      operations: {
        // biome-ignore lint/correctness/useYield: a source that fails before its first event
        async *follow(id, after) {
          asked.push(id, after);
          throw new AppError('STATE_DATABASE_UNAVAILABLE');
        },
      },
    });
    const events = (await open('subscription { operationProgress(id: "op-1", after: 7) { sequence } }', {
      fake,
    })) as AsyncIterator<unknown>;
    await expect(events.next()).rejects.toMatchObject({ code: 'STATE_DATABASE_UNAVAILABLE' });
    expect(asked).toEqual(['op-1', 7]);
  });
});

async function* endless<Event>(
  signal: AbortSignal,
  left: string[],
  eventAt: (sequence: number) => Event,
): AsyncGenerator<Event> {
  try {
    for (let sequence = 1; !signal.aborted; sequence += 1) yield eventAt(sequence);
  } finally {
    left.push('left');
  }
}

function recorded(sequence: number): FollowedEvent {
  const event = {
    operationId: 'op-1',
    sequence,
    at: new Date(),
    step: undefined,
    level: 'INFORMATION' as const,
    percent: undefined,
    message: 'continues',
  };
  return { operation: operation(), event };
}

const service = (): ServiceView => ({ key: 'connect' }) as ServiceView;
