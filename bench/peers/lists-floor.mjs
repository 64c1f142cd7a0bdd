/** The floor of a long list: SQLite writes the page's JSON, `node:http` sends it. No caller is asked who they are. */
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';

export async function serve({ database }) {
  const state = new DatabaseSync(database.state, { readOnly: true });
  const page = state.prepare(`
    SELECT json_group_array(json_object('node', json_object('sequence', sequence, 'at', at, 'clerkId', clerk_id, 'clerkName', clerk_name, 'runAs', run_as,
      'client', client, 'action', action, 'target', target, 'outcome', outcome, 'reason', reason, 'correlationId', correlation_id))) AS edges,
      MIN(sequence) AS last, COUNT(*) AS found
    FROM (SELECT * FROM audit WHERE sequence < ? ORDER BY sequence DESC LIMIT 200)`);
  const hasMore = state.prepare('SELECT EXISTS (SELECT 1 FROM audit WHERE sequence < ?) AS found');
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { after } = JSON.parse(Buffer.concat(chunks).toString()).variables ?? {};
      const before = after
        ? Number(Buffer.from(after, 'base64url').toString().slice(6))
        : Number.MAX_SAFE_INTEGER;
      const { edges, last } = page.get(before);
      const cursor = Buffer.from(`audit ${last}`).toString('base64url');
      const next = hasMore.get(last).found === 1;
      const body = `{"data":{"auditLog":{"edges":${edges},"pageInfo":{"endCursor":"${cursor}","hasNextPage":${next}}}}}`;
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return server.address().port;
}
