/** Which services stop with another one, as Windows makes them. */
import type { HostService } from '../venue/host.js';

/** Installed ones that depend on it, also by way of others, in the order in which they stop. */
export function dependentsOf(services: readonly HostService[], key: string): HostService[] {
  const found: HostService[] = [];
  const visit = (needed: string): void => {
    for (const service of services) {
      if (!service.dependsOn.includes(needed) || !service.installed || found.includes(service)) continue;
      visit(service.key);
      if (!found.includes(service)) found.push(service);
    }
  };
  visit(key);
  return found;
}
