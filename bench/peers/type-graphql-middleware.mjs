/** The same with one global middleware that does nothing, as the guide's own for logging or errors is used. */
import { serve as serveStock } from './type-graphql.mjs';

export function serve(facts) {
  return serveStock(facts, [(_action, next) => next()]);
}
