import { serverAudits } from 'graphql-http';
import { oncePractice, TOKEN } from './practice.js';

const practice = oncePractice();

const audits = serverAudits({
  url: () => practice.url,
  fetchFn: (url: string, options: RequestInit = {}) =>
    fetch(url, { ...options, headers: { ...options.headers, authorization: `Bearer ${TOKEN}` } }),
});

test('graphql-http knows 61 audits of a server, and there are no fewer here', () => {
  expect(audits).toHaveLength(61);
});

test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
  '%s: %s',
  async (_id, _name, audit) => {
    const result = await audit.fn();
    expect({ status: result.status, reason: 'reason' in result ? result.reason : undefined }).toEqual({
      status: 'ok',
    });
  },
);
