import { Button, NativeSelect, TextInput } from '@mantine/core';
import { t } from '../../messages/current';
import { Chevron } from '../../ui/chevron';
import { DayFilter } from '../../ui/day-filter';
import type { Filters } from '../../ui/filters';
import { stateGroups } from './list-words';

export const operationFilters = ['kind', 'state', 'clerk', 'text', 'from', 'to'] as const;

type OperationFilterName = (typeof operationFilters)[number];

interface OperationFiltersProps {
  readonly filters: Filters<OperationFilterName>;
  readonly onChange: (changes: Partial<Filters<OperationFilterName>>) => void;
}

const all = { value: '', label: 'All' };
const none = { kind: '', state: '', clerk: '', text: '', from: '', to: '' };

export function OperationFilters({ filters, onChange }: OperationFiltersProps) {
  return (
    <div className="filters no-print">
      <NativeSelect
        label="Kind"
        size="xs"
        rightSection={<Chevron />}
        value={filters.kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value })}
        data={[all, ...Object.entries(t.operation.kinds).map(([value, label]) => ({ value, label }))]}
      />
      <NativeSelect
        label="State"
        size="xs"
        rightSection={<Chevron />}
        value={filters.state}
        onChange={(event) => onChange({ state: event.currentTarget.value })}
        data={[all, ...Object.keys(stateGroups)]}
      />
      <TextInput
        label="Reason, name or service"
        size="xs"
        maxLength={100}
        value={filters.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <TextInput
        label="Clerk ID"
        size="xs"
        className="short-field"
        inputMode="numeric"
        value={filters.clerk}
        onChange={(event) => onChange({ clerk: event.currentTarget.value })}
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
