import { type OperationLineFragment, RunningOperationsDocument } from '../generated/graphql';
import { isOver } from './is-over';
import { useLiveQuery } from './use-live-query';

/** How often it is asked what runs, in milliseconds: no event reports an operation that begins elsewhere. */
const LOOK = 4_000;

/** What isn't over, newest first. One that has ended since the list was asked for is known to have ended, so it is left out. */
export function useRunningOperations(): readonly OperationLineFragment[] {
  const { data } = useLiveQuery(RunningOperationsDocument, {}, LOOK, { whileHidden: true });
  const found = data?.operations?.edges.map(({ node }) => node) ?? [];
  return found.filter(({ state }) => !isOver(state));
}
