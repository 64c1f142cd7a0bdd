import type { ComponentType } from 'react';
import { useVenue } from './data/contexts';
import type { Messages } from './messages';
import { t } from './messages';
import { href } from './navigation/route';
import {
  IconAlerts,
  IconAudit,
  IconBackups,
  IconDiagnosis,
  IconEventLog,
  IconIde,
  IconMaintenance,
  IconOnboarding,
  IconOperations,
  IconResync,
  IconSecurity,
  IconServices,
  IconTimeline,
  IconTokens,
  IconVenue,
} from './ui/icons';
import { lackedFor } from './venue-state/by-code';

interface Item {
  readonly view: Exclude<keyof Messages['pages'], 'label' | 'ide'>;
  readonly Icon: ComponentType<{ size?: number }>;
}

/** Every page, in the order of the rail. A clerk who may not open one finds it in the palette, with what it requires. */
export const pages: readonly Item[] = [
  { view: 'venue', Icon: IconVenue },
  { view: 'alerts', Icon: IconAlerts },
  { view: 'timeline', Icon: IconTimeline },
  { view: 'services', Icon: IconServices },
  { view: 'diagnosis', Icon: IconDiagnosis },
  { view: 'onboarding', Icon: IconOnboarding },
  { view: 'resync', Icon: IconResync },
  { view: 'operations', Icon: IconOperations },
  { view: 'event-log', Icon: IconEventLog },
  { view: 'maintenance', Icon: IconMaintenance },
  { view: 'security', Icon: IconSecurity },
  { view: 'audit', Icon: IconAudit },
  { view: 'tokens', Icon: IconTokens },
  { view: 'backups', Icon: IconBackups },
];

export function Rail({ current }: { readonly current: string }) {
  const permissions = useVenue().viewer?.permissions;
  const mayOpen = pages.filter(({ view }) => lackedFor(view, permissions) === undefined);
  return (
    <nav className="rail" aria-label={t.pages.label}>
      {mayOpen.map(({ view, Icon }) => (
        <a
          key={view}
          className="rail-item"
          href={href(view)}
          aria-current={view === current ? 'page' : undefined}
        >
          <Icon />
          <span>{t.pages[view]}</span>
        </a>
      ))}
      {/* biome-ignore lint/security/noBlankTarget: `opener` hands this tab's sign-in over, to our own page only */}
      <a className="rail-item rail-last" href="/ide" target="_blank" rel="opener">
        <IconIde />
        <span>{t.pages.ide}</span>
      </a>
    </nav>
  );
}
