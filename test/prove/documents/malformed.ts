/** What is no document, no JSON or no message, by chance: of five bodies one isn't even a GraphQL request. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asker, Reply } from '../shared/asker.js';
import { bent } from '../shared/random-documents.js';
import type { Chance } from '../shared/seeded.js';
import type { Case } from './series.js';

export function malformedBody(asker: Asker, plain: string, chance: Chance): Case {
  const query = bent(plain, chance);
  const body = JSON.stringify({ query });
  if (chance.between(0, 1) > 0.2) return { name: query, ask: () => asker.post(body) };
  const whole = chance.pick([
    bent(body, chance),
    '',
    'null',
    '[]',
    JSON.stringify([{ query: '{ __typename }' }]),
    JSON.stringify({ query: 7 }),
    JSON.stringify({ query, variables: 'x' }),
    JSON.stringify({ query: '{ __typename }', operationName: [] }),
    JSON.stringify({ query: '{ __typename }', extensions: 7 }),
    '['.repeat(30_000),
    '{"query":"{ __typename }","variables":{"__proto__":{"x":1}}}',
    '{"query":"{ __typename }","query":"{ health { status } }"}',
    Buffer.from([0xff, 0xfe, 0x7b, 0x00]),
  ]);
  const type = chance.pick([
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    'application/graphql',
  ]);
  return { name: String(whole).slice(0, 200), ask: () => asker.post(whole, type) };
}

export function malformedMessage(asker: Asker, plain: string, chance: Chance): Case {
  const query = bent(plain, chance);
  if (chance.between(0, 1) > 0.05) return { name: query, ask: () => asker.subscribe({ query }) };
  const text = chance.pick([
    bent(JSON.stringify({ type: 'subscribe', id: 'x', payload: { query } }), chance),
    '',
    '{}',
    '[]',
    '{"type":"subscribe"}',
    '{"type":"connection_init"}',
    '{"type":"complete"}',
    '['.repeat(30_000),
  ]);
  return { name: text.slice(0, 200), ask: () => answerTo(text, asker) };
}

/** What is by chance still a good message, or one that nothing answers, is followed by one that is no message. */
async function answerTo(text: string, asker: Asker): Promise<Reply> {
  const soon = await Promise.race([asker.message(text), sleep(50)]);
  return soon ?? (await asker.message('no message'));
}
