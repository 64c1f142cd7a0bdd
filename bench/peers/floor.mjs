/** The floor: reads the request, finds the finished answer of its document, sends it. */
import { createServer } from 'node:http';

export async function serve({ answers }) {
  const byQuery = new Map(answers.map(({ query, body }) => [query, Buffer.from(body, 'latin1')]));
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { query } = JSON.parse(Buffer.concat(chunks).toString());
      const body = byQuery.get(query);
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': body.length,
      });
      response.end(body);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return server.address().port;
}
