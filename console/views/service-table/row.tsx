import { ActionIcon, Button, Menu } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useNow } from '../../data/use-page';
import type { ServiceRow } from '../../data/use-services';
import { duration } from '../../format/format';
import type { StartMode } from '../../generated/graphql';
import { t } from '../../messages';
import { Chevron, IconCheck, IconEventLog, IconMore, IconRestart, IconStart, IconStop } from '../../ui/icons';
import { useHindrance } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { LastEvents, ServiceSaid } from './beneath-row';
import { type CommandName, likelyCommand, offeredCommands, type ServiceChange } from './commands';
import { healthMark, statusMark } from './words';

const icons: Readonly<Partial<Record<CommandName, ReactNode>>> = {
  start: <IconStart size={16} />,
  stop: <IconStop size={16} />,
  restart: <IconRestart size={16} />,
};

interface RowProps {
  readonly service: ServiceRow;
  /** A change of this service is under way from this page. */
  readonly busy: boolean;
  readonly onChange: (change: ServiceChange) => void;
}

/** A body of its own for each service: what is said of it, and its last events, belong to its row. */
export function ServiceTableRow({ service, busy, onChange }: RowProps) {
  const health = healthMark(service);
  const [open, setOpen] = useState(false);
  const events = useId();
  // A service that serves what it is called says it once.
  const serves = service.serves.filter((name) => name.toLowerCase() !== service.displayName.toLowerCase());
  const needsLook = health.tone === 'bad' || health.tone === 'warn';
  return (
    <tbody className={needsLook ? `needs-look bar-${health.tone}` : undefined}>
      <tr>
        <th scope="row">
          <span className="strong">{service.displayName}</span>
          {serves.length > 0 && <span className="serves">{serves.join(' · ')}</span>}
        </th>
        <td data-label={t.services.columns.health}>
          <StateMark {...health} />
        </td>
        <td data-label={t.services.columns.status}>
          <div className="status">
            <StateMark {...statusMark(service)} plain /> <Age service={service} />
          </div>
        </td>
        <td data-label={t.services.columns.startMode}>
          <StartModeMenu service={service} busy={busy} onChange={onChange} />
        </td>
        <td className="wide soft">{service.version ?? '–'}</td>
        <td className="actions">
          <div className="row-actions">
            <Actions service={service} busy={busy} onChange={onChange} onEvents={() => setOpen(true)} />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              aria-label={t.services.lastEventsOf(service.displayName)}
              aria-expanded={open}
              aria-controls={open ? events : undefined}
              onClick={() => setOpen(!open)}
            >
              <IconEventLog />
            </ActionIcon>
          </div>
        </td>
      </tr>
      <ServiceSaid service={service} needsLook={needsLook} />
      {open && (
        <tr className="next-action" id={events}>
          <td colSpan={6}>
            <LastEvents service={service} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Age({ service: { startedAt } }: { readonly service: ServiceRow }) {
  const now = useNow(10_000);
  return startedAt ? <span className="soft age">{duration(now - Date.parse(startedAt))}</span> : null;
}

/** A menu and no list of choices: an arrow key on one of those would ask the question before anyone has chosen. */
function StartModeMenu({ service, busy, onChange }: RowProps) {
  const why = useHindrance('SERVICES_CONTROL');
  const { startMode, displayName } = service;
  if (!startMode) return <span className="soft">–</span>;
  const word = t.services.startModes[startMode];
  return (
    <Menu position="bottom-start" width={180}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          className="start-mode"
          justify="space-between"
          rightSection={<Chevron />}
          disabled={busy || why !== undefined}
          aria-label={t.services.startModeOf(displayName, word)}
        >
          {word}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(t.services.startModes).map(([value, label]) => (
          <Menu.Item
            key={value}
            aria-current={value === startMode}
            leftSection={value === startMode ? <IconCheck size={16} /> : <span className="no-icon" />}
            disabled={value === startMode}
            onClick={() => onChange({ kind: 'mode', service, startMode: value as StartMode })}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Actions({
  service,
  busy,
  onChange,
  onEvents,
}: RowProps & { readonly onEvents: () => void }): ReactNode {
  const why = useHindrance('SERVICES_CONTROL');
  if (!service.installed) return null;
  const likely = likelyCommand(service);
  const name = service.displayName;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={icons[likely]}
        loading={busy}
        disabled={why !== undefined}
        aria-label={t.services[likely](name)}
        onClick={() => onChange({ kind: likely, service })}
      >
        {t.services.verbs[likely]}
      </Button>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            disabled={busy}
            aria-label={t.services.moreFor(name)}
          >
            <IconMore />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {offeredCommands(service).map((kind) => (
            <Menu.Item
              key={kind}
              leftSection={icons[kind]}
              disabled={why !== undefined}
              onClick={() => onChange({ kind, service })}
            >
              {t.services[kind](name)}…
            </Menu.Item>
          ))}
          <Menu.Item onClick={onEvents}>{t.services.lastEventsOf(name)}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
