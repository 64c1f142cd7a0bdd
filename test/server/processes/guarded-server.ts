/** The guarded schema over a domain that a test makes, at a port of its own. */
import 'reflect-metadata';
import type { ControlPlane } from '../../../src/domain/control-plane.js';
import { createRequestContext } from '../../../src/resolvers/request/context.js';
import { createServer } from '../../../src/server/server.js';
import { once } from '../../domain/stand-in.js';
import { schema } from '../../resolvers/ask.js';
import { quietLog } from '../../storage/engines.js';
import { send } from './raw-http.js';

/** For all tests around the call. */
export const onceGuarded = (controlPlane: () => ControlPlane) =>
  once(
    async () => {
      const context = { schema, createContext: createRequestContext };
      const server = createServer({
        config: { port: 0 },
        controlPlane: controlPlane(),
        ...context,
        log: quietLog,
      });
      return { server, ...(await server.start()) };
    },
    ({ server }) => server.stop(),
  );

/** Posts a document, as the caller of this token. */
export function post(port: number, body: object, token: string | undefined) {
  return send(port, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
}
