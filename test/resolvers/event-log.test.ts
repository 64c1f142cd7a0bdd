/** `eventLog`: pages that begin behind a cursor which only the server can read. */
import type { EventLogQuery } from '../../src/domain/venue/event-log.js';
import { ask, codesOf } from './ask.js';
import { fakeControlPlane, MOMENT } from './fake-control-plane.js';

const PAGE = `query ($after: String) {
  eventLog(first: 2, after: $after, minimumLevel: WARNING, text: "died") {
    edges { node { level source eventId message } }
    pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
  }
}`;

describe('eventLog', () => {
  const asked: EventLogQuery[] = [];
  const fake = fakeControlPlane({
    eventLog: {
      async page(query) {
        asked.push(query);
        const ids = query.before === '8' ? ['7'] : ['9', '8'];
        const entry = { at: MOMENT, level: 'ERROR', source: 'Cloud Sync', message: 'died' } as const;
        return {
          entries: ids.map((recordId) => ({ ...entry, recordId, eventId: 7034, service: undefined })),
          hasNextPage: query.before === undefined,
        };
      },
    },
  });

  it('continues behind the last entry, says where the list ends, and for whom it is read', async () => {
    const first = (await ask(PAGE, { fake })).data?.eventLog;
    expect(first.edges).toHaveLength(2);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const after = first.pageInfo.endCursor;
    const second = (await ask(PAGE, { fake, variables: { after } })).data?.eventLog;
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(asked).toEqual([
      { first: 2, minimumLevel: 'WARNING', text: 'died', reader: '1' },
      { first: 2, minimumLevel: 'WARNING', text: 'died', before: '8', reader: '1' },
    ]);
  });

  it('refuses a cursor that it never gave', async () => {
    for (const after of ['nonsense', Buffer.from('event x').toString('base64url')]) {
      expect(codesOf(await ask(PAGE, { fake, variables: { after } }))).toEqual(['BAD_USER_INPUT']);
    }
  });
});
