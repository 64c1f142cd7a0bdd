/** `venueTimeline` and `metricSeries`: arguments, cursors and nulls as the API has them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatDocument } from '@urql/core';
import { type DocumentNode, parse, print, separateOperations } from 'graphql';
import type { MetricQuery } from '../../src/domain/history/series.js';
import { VenueMetrics } from '../../src/domain/history/series.js';
import type { TimelineQuery } from '../../src/domain/history/timeline.js';
import type { TimelineEntry } from '../../src/domain/history/timeline-entry.js';
import { ask, codesOf } from './ask.js';
import { fakeControlPlane, MOMENT } from './fake-control-plane.js';

const SPAN = 'from: "2031-05-06T00:00:00Z", to: "2031-05-07T00:00:00Z"';
const PAGE = `query ($after: String) {
  venueTimeline(${SPAN}, lanes: [SERVICE, AUDIT], first: 2, after: $after) {
    edges { cursor node { id lane subject state previousState from until code params { name value } text operationId } }
    pageInfo { endCursor hasNextPage hasPreviousPage }
    missing { lane reason }
    recordedSince
  }
}`;

describe('venueTimeline', () => {
  const asked: TimelineQuery[] = [];
  const entry: TimelineEntry = {
    id: 'history:7',
    lane: 'SERVICE',
    subject: 'connect',
    state: 'STOPPED',
    previousState: undefined,
    from: MOMENT,
    until: undefined,
    code: 'SERVICE_STOPPED',
    params: { service: 'Connect' },
    text: 'Connect is stopped.',
    operationId: undefined,
  };
  const position = {
    history: { beganAt: MOMENT, id: 7 },
    operation: { createdAt: MOMENT, id: '183b7f4e-e128-4d9b-8518-bd96bf820e10' },
    audit: 4711,
    setting: 12,
    eventLog: '1234567890123456789-123-1234567890123456789',
    eventLine: { from: MOMENT, id: 'event:1234567890123456789-123-1234567890123456789' },
  };
  const fake = fakeControlPlane({
    timeline: {
      async page(_viewer, query) {
        asked.push(query);
        const missing = [{ lane: 'AUDIT', reason: 'It needs the permission AUDIT_VIEW.' }] as const;
        const found = query.text === undefined ? [{ entry, position }] : [];
        return { rows: found, hasNextPage: true, end: position, missing };
      },
      recordedSince: async () => MOMENT,
    },
  });

  it('shows what is still so, what is missing, and continues where each source was', async () => {
    const { venueTimeline } = (await ask(PAGE, { fake })).data;
    expect(venueTimeline).toMatchObject({
      edges: [
        {
          node: {
            lane: 'SERVICE',
            previousState: null,
            until: null,
            operationId: null,
            params: [{ name: 'service', value: 'Connect' }],
          },
        },
      ],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
      missing: [{ lane: 'AUDIT', reason: 'It needs the permission AUDIT_VIEW.' }],
      recordedSince: MOMENT.toISOString(),
    });
    const after = venueTimeline.pageInfo.endCursor;
    const next = (await ask(PAGE, { fake, variables: { after } })).data.venueTimeline;
    expect(next.pageInfo.hasPreviousPage).toBe(true);
    expect(asked[0]).toMatchObject({ lanes: ['SERVICE', 'AUDIT'], first: 2, after: undefined });
    const search = `{ venueTimeline(${SPAN}, text: "kiosk") { edges { cursor } pageInfo { endCursor } } }`;
    const none = (await ask(search, { fake })).data.venueTimeline;
    expect(none).toEqual({ edges: [], pageInfo: { endCursor: after } });
    expect(asked.at(-1)).toMatchObject({ text: 'kiosk' });
    expect(asked[1]?.after).toEqual(position);
  });

  it('refuses a cursor that it never gave', async () => {
    for (const text of [
      'x',
      'timeline ;;;',
      'timeline 07 1;;;;;',
      'timeline ;;;;a;',
      'timeline ;;;;1 2;',
      'timeline 1 2;;;;; ',
    ]) {
      const after = Buffer.from(text).toString('base64url');
      expect(codesOf(await ask(PAGE, { fake, variables: { after } }))).toEqual(['BAD_USER_INPUT']);
    }
  });

  it('has all lanes and 200 entries unless said', async () => {
    await ask(`{ venueTimeline(${SPAN}) { missing { lane } } }`, { fake });
    expect(asked.at(-1)).toMatchObject({ lanes: undefined, first: 200 });
  });
});

describe('metricSeries', () => {
  const asked: MetricQuery[] = [];
  const fake = fakeControlPlane({
    metrics: {
      async series(query) {
        asked.push(query);
        const none = { at: MOMENT, min: undefined, mean: undefined, max: undefined };
        return { name: query.name, unit: 's', from: query.from, stepSeconds: 60, buckets: [none] };
      },
    },
  });
  const document = (more = '') =>
    `{ metricSeries(name: LINK_HEARTBEAT_AGE, ${SPAN}${more}) { unit stepSeconds maxima buckets { at min mean max } } }`;

  it('is null where nothing is known, with 300 points unless said', async () => {
    const { data } = await ask(document(), { fake });
    expect(data.metricSeries.buckets).toEqual([
      { at: MOMENT.toISOString(), min: null, mean: null, max: null },
    ]);
    expect(data.metricSeries.maxima).toEqual([null]);
    expect(asked[0]).toMatchObject({ points: 300 });
  });

  it('takes 1 to 1000 points', async () => {
    for (const points of [0, 1001])
      expect(codesOf(await ask(document(`, points: ${points}`), { fake }))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('the charts of the console', () => {
  it('take less than 6 kB for an empty day', async () => {
    const text = readFileSync(resolve('console/documents/history.graphql'), 'utf8');
    const document = separateOperations(parse(text))['VenueHistory'];
    if (!document) throw new Error('The document has no VenueHistory.');
    const state = { history: { listBuckets: async () => [] } };
    const metrics = new VenueMetrics({ state: state as never });
    const fake = fakeControlPlane({ metrics: { series: (query) => metrics.series(query) } });
    const variables = {
      from: '2031-05-06T00:00:00.000Z',
      to: '2031-05-07T00:00:00.000Z',
      last: '2031-05-06T23:55:00.000Z',
      points: 288,
    };
    const { data } = await ask(print(formatDocument(document) as DocumentNode), { fake, variables });
    expect(data.heartbeat).toMatchObject({ from: variables.from, stepSeconds: 300 });
    expect(data.heartbeat.maxima).toEqual(Array(288).fill(null));
    expect(JSON.stringify({ data }).length).toBeLessThan(6_000);
  });
});
