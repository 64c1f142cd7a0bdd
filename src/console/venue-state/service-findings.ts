import { isMoving, isStoppedOnPurpose } from '../data/service-state';
import type { ServiceRowFragment } from '../generated/graphql';
import { t } from '../messages';
import type { Finding } from './finding';
import type { VenueFacts } from './venue-facts';

/** Services that do not work as they should; one finding when nobody can say how they are. */
export function serviceFindings(services: VenueFacts['services']): readonly Finding[] {
  if (services === 'hidden') return [];
  if (!services) {
    return [
      {
        subject: 'services',
        tone: 'warn',
        sentence: t.state.servicesUnknown,
        next: t.state.openServices,
        view: 'services',
      },
    ];
  }
  return services.flatMap(ofService);
}

/** Of the services, a diagnosis looks at the two that the link to the cloud is made of. */
export function isInDiagnosis(key: string): boolean {
  return key === 'gateway-client' || key === 'cloud-sync';
}

function ofService(service: ServiceRowFragment): readonly Finding[] {
  const { key, displayName: name, health, nextAction } = service;
  const about = {
    subject: key,
    next: nextAction ?? t.state.waitOrOpen,
    view: 'services',
    isDiagnosed: isInDiagnosis(key),
  };
  const away = { ...about, explains: true };
  if (isStoppedOnPurpose(service)) return [{ ...away, tone: 'warn', sentence: stoppedBy(service) }];
  if (health === 'DOWN') return [{ ...away, tone: 'bad', sentence: t.state.down(name) }];
  if (health !== 'DEGRADED') return [];
  if (isMoving(service)) {
    const { starting, stopping, underWay } = t.state;
    const moves = service.status === 'START_PENDING' ? starting : stopping;
    const sentence = service.heldBy ? underWay(service.heldBy.title) : moves(name);
    return [{ ...away, tone: 'busy', sentence }];
  }
  return [{ ...about, tone: 'warn', sentence: t.state.degraded(name) }];
}

function stoppedBy({ displayName, stoppedBy: order }: ServiceRowFragment): string {
  const by = order?.byName ?? '';
  return order?.reason
    ? t.state.stoppedBecause(displayName, by, order.reason)
    : t.state.stoppedBy(displayName, by);
}
