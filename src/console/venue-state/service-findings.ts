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
  if (health === 'DOWN') return [{ ...about, tone: 'bad', sentence: `${name} is down.` }];
  if (health !== 'DEGRADED') return [];
  const { status } = service;
  const isMoving = status === 'START_PENDING' || status === 'STOP_PENDING';
  if (isMoving) {
    const verb = status === 'START_PENDING' ? 'starting' : 'stopping';
    return [{ ...about, tone: 'busy', sentence: `${name} is ${verb}.` }];
  }
  return [{ ...about, tone: 'warn', sentence: `${name} does not work as it should.` }];
}
