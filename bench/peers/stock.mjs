/** Apollo Server as its own guide sets it up: Express, no plugin, no option. */
import { ApolloServer } from '@apollo/server';
import { onExpress } from './on-express.mjs';
import { sourceOf } from './source.mjs';

export async function serve(facts) {
  const { schema, root, contextOf } = sourceOf(facts);
  return onExpress(new ApolloServer({ schema, rootValue: () => root }), contextOf);
}
