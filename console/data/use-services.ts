import { ServiceChangedDocument, type ServiceRowFragment, ServicesDocument } from '../generated/graphql';
import { failureOf } from './failure';
import { useLiveQuery } from './use-live-query';
import { usePush } from './use-push';

export type ServiceRow = ServiceRowFragment;

/** The seven services. Their changes are pushed. */
export function useServices() {
  const { isLive, every } = usePush(ServiceChangedDocument);
  const { data, error: failed, refresh } = useLiveQuery(ServicesDocument, {}, every);
  return {
    services: data?.services ?? undefined,
    failure: failureOf(failed, 'services'),
    /** True: changes are pushed. False: someone has to look. */
    live: isLive,
    refresh,
  };
}
