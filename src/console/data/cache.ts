import { type Cache, cacheExchange, type Data } from '@urql/exchange-graphcache';

/** What has no ID of its own lives inside what it belongs to. */
const embedded = () => null;

const keyOfService = ({ key }: Data) => (typeof key === 'string' ? key : null);

/** Normalised: an event about a service changes its row, wherever it is shown. */
export function createCache() {
  return cacheExchange({
    keys: {
      Service: keyOfService,
      Venue: embedded,
      Onboarding: embedded,
      Consumer: embedded,
      OnboardingPlan: embedded,
      ResyncPlan: embedded,
      Check: embedded,
      PlannedStep: embedded,
      Impact: embedded,
      Window: embedded,
      TradingSpan: embedded,
      SyncDiagnosis: embedded,
      Evidence: embedded,
      OperationStep: embedded,
      OperationFailure: embedded,
      OperationChoice: embedded,
      OperationConnection: embedded,
      OperationEdge: embedded,
      OperationEvent: embedded,
      PageInfo: embedded,
      SignInPayload: embedded,
      AuthenticationCodeRequest: embedded,
    },
    updates: {
      Mutation: {
        onboard: (_result, _args, cache) => forgetLists(cache),
        resync: (_result, _args, cache) => forgetLists(cache),
        activateLocations: (_result, _args, cache) => forgetLists(cache),
        startService: (_result, _args, cache) => forgetLists(cache),
        stopService: (_result, _args, cache) => forgetLists(cache),
        restartService: (_result, _args, cache) => forgetLists(cache),
        setServiceStartMode: (_result, _args, cache) => forgetLists(cache),
        cancelOperation: (_result, _args, cache) => forgetLists(cache),
        approveOperation: (_result, _args, cache) => forgetLists(cache),
        rejectOperation: (_result, _args, cache) => forgetLists(cache),
        resolveOperation: (_result, _args, cache) => forgetLists(cache),
      },
    },
  });
}

/** A new operation belongs into lists that were asked for before it began. */
function forgetLists(cache: Cache): void {
  for (const { fieldKey, fieldName } of cache.inspectFields('Query')) {
    if (fieldName === 'operations') cache.invalidate('Query', fieldKey);
  }
}
