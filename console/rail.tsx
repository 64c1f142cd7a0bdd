import { type ComponentType, useEffect, useState } from 'react';
import { useVenue } from './data/contexts';
import type { Messages } from './messages';
import { t } from './messages';
import { missingFor } from './navigation/may-open';
import { href } from './navigation/route';
import {
  IconAlerts,
  IconAudit,
  IconBackups,
  IconDiagnosis,
  IconEventLog,
  IconIde,
  IconMaintenance,
  IconMore,
  IconOnboarding,
  IconOperations,
  IconResync,
  IconSecurity,
  IconServices,
  IconTimeline,
  IconTokens,
  IconVenue,
} from './ui/icons';

interface Item {
  readonly view: Exclude<keyof Messages['pages'], 'label' | 'ide' | 'more'>;
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

/** On a phone the first three that the clerk may open, and the way to the others. */
const MAIN: readonly string[] = ['venue', 'services', 'operations', 'maintenance'];

export function Rail({ current }: { readonly current: string }) {
  const around = useVenue();
  const allowed = pages.filter(({ view }) => missingFor(view, around) === undefined);
  const main = allowed.filter(({ view }) => MAIN.includes(view)).slice(0, 3);
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page was chosen
  useEffect(() => setOpen(false), [current]);
  return (
    <nav className={`rail${isOpen ? ' rail-open' : ''}`} aria-label={t.pages.label}>
      {allowed.map((page) => {
        const { view, Icon } = page;
        return (
          <a
            key={view}
            className={`rail-item${main.includes(page) ? ' rail-main' : ''}`}
            href={href(view)}
            aria-current={view === current ? 'page' : undefined}
          >
            <Icon />
            <span>{t.pages[view]}</span>
          </a>
        );
      })}
      {/* biome-ignore lint/security/noBlankTarget: `opener` hands this tab's sign-in over, to our own page only */}
      <a className="rail-item rail-last" href="/ide" target="_blank" rel="opener">
        <IconIde />
        <span>{t.pages.ide}</span>
      </a>
      <button
        type="button"
        className="rail-item rail-more"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <IconMore />
        <span>{t.pages.more}</span>
      </button>
    </nav>
  );
}
