import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Chevron } from '../../ui/chevron';
import { DayFilter } from '../../ui/day-filter';
import type { Filters } from '../../ui/filters';
import { actions, outcomeChoices } from './audit-words';

export const auditFilters = ['action', 'outcome', 'clerk', 'target', 'from', 'to'] as const;

type AuditFilterName = (typeof auditFilters)[number];

interface AuditFiltersProps {
  readonly filters: Filters<AuditFilterName>;
  readonly onChange: (changes: Partial<Filters<AuditFilterName>>) => void;
}

const all = { value: '', label: 'All' };

export function AuditFilters({ filters, onChange }: AuditFiltersProps) {
  const none = { action: '', outcome: '', clerk: '', target: '', from: '', to: '' };
  return (
    <div className="filters no-print">
      <NativeSelect
        label="What"
        size="xs"
        rightSection={<Chevron />}
        value={filters.action}
        onChange={(event) => onChange({ action: event.currentTarget.value })}
        data={[all, ...Object.entries(actions).map(([value, label]) => ({ value, label }))]}
      />
      <NativeSelect
        label="Outcome"
        size="xs"
        rightSection={<Chevron />}
        value={filters.outcome}
        onChange={(event) => onChange({ outcome: event.currentTarget.value })}
        data={[all, ...outcomeChoices]}
      />
      <TextInput
        label="Clerk ID"
        size="xs"
        className="short-field"
        inputMode="numeric"
        value={filters.clerk}
        onChange={(event) => onChange({ clerk: event.currentTarget.value })}
      />
      <TextInput
        label="Target, whole"
        size="xs"
        value={filters.target}
        onChange={(event) => onChange({ target: event.currentTarget.value })}
      />
      <DayFilter label="From" value={filters.from} onChange={(from) => onChange({ from })} />
      <DayFilter label="To" value={filters.to} onChange={(to) => onChange({ to })} />
      {Object.values(filters).some((value) => value !== '') && (
        <Button variant="subtle" size="xs" onClick={() => onChange(none)}>
          Show all
        </Button>
      )}
    </div>
  );
}
