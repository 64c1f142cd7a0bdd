import type { ComponentType } from 'react';
import {
  IconAudit,
  IconDiagnosis,
  IconEventLog,
  IconIde,
  IconMaintenance,
  IconOnboarding,
  IconOperations,
  IconResync,
  IconSecurity,
  IconServices,
  IconTokens,
  IconVenue,
} from './ui/icons';
import { href } from './ui/route';

interface Item {
  readonly view: string;
  readonly name: string;
  readonly Icon: ComponentType<{ size?: number }>;
}

/** Every page, in the order of the rail. */
export const pages: readonly Item[] = [
  { view: 'venue', name: 'Venue', Icon: IconVenue },
  { view: 'services', name: 'Services', Icon: IconServices },
  { view: 'diagnosis', name: 'Diagnosis', Icon: IconDiagnosis },
  { view: 'onboarding', name: 'Onboarding', Icon: IconOnboarding },
  { view: 'resync', name: 'Resync', Icon: IconResync },
  { view: 'operations', name: 'Operations', Icon: IconOperations },
  { view: 'event-log', name: 'Event log', Icon: IconEventLog },
  { view: 'maintenance', name: 'Maintenance', Icon: IconMaintenance },
  { view: 'security', name: 'Clerk security', Icon: IconSecurity },
  { view: 'audit', name: 'Audit', Icon: IconAudit },
  { view: 'tokens', name: 'Access tokens', Icon: IconTokens },
];

export function Rail({ current }: { readonly current: string }) {
  return (
    <nav className="rail" aria-label="Views">
      {pages.map(({ view, name, Icon }) => (
        <a
          key={view}
          className="rail-item"
          href={href(view)}
          aria-current={view === current ? 'page' : undefined}
        >
          <Icon />
          <span>{name}</span>
        </a>
      ))}
      {/* biome-ignore lint/security/noBlankTarget: `opener` hands this tab's sign-in over, to our own page only */}
      <a className="rail-item rail-last" href="/ide" target="_blank" rel="opener">
        <IconIde />
        <span>IDE</span>
      </a>
    </nav>
  );
}
