import { serve as serveGraphqlWs } from './graphql-ws.mjs';

export const serve = (facts) => serveGraphqlWs(facts, { perMessageDeflate: true });
