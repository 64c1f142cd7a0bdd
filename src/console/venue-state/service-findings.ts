import { isMoving, isStoppedOnPurpose } from '../data/service-state';
import type { ServiceRowFragment } from '../generated/graphql';
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
        sentence: 'How the services are is not known.',
        next: 'Open the services to see why.',
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
    next: nextAction ?? 'Wait a moment, or open the services.',
    view: 'services',
    isDiagnosed: isInDiagnosis(key),
  };
  const away = { ...about, explains: true };
  if (isStoppedOnPurpose(service)) return [{ ...away, tone: 'warn', sentence: stoppedBy(service) }];
  if (health === 'DOWN') return [{ ...away, tone: 'bad', sentence: `${name} is down.` }];
  if (health !== 'DEGRADED') return [];
  if (isMoving(service)) {
    const verb = service.status === 'START_PENDING' ? 'starting' : 'stopping';
    const what = service.heldBy ? `“${service.heldBy.title}” is under way.` : `${name} is ${verb}.`;
    return [{ ...away, tone: 'busy', sentence: what }];
  }
  return [{ ...about, tone: 'warn', sentence: `${name} does not work as it should.` }];
}

function stoppedBy({ displayName, stoppedBy: order }: ServiceRowFragment): string {
  const why = order?.reason ? `: “${order.reason}”` : '';
  return `${displayName} was stopped by ${order?.byName}${why}.`;
}
