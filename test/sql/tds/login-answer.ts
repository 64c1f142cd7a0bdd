/** What a server says to a login that it accepts. */
import type { Login } from './login7.js';
import { done, environment, featureExtAck, infoToken, loginAck } from './tokens.js';

export function loginAnswer({ database }: Login): Buffer {
  const name = database || 'master';
  return Buffer.concat([
    environment.database(name),
    infoToken(5701, `Changed database context to '${name}'.`),
    environment.collation(),
    environment.language(),
    loginAck(),
    featureExtAck(),
    environment.packetSize(4096),
    done({ of: 'batch' }),
  ]);
}
