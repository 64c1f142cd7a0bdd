import { Button, NativeSelect, TextInput } from '@mantine/core';
import { t } from '../../messages';
import type { Filters } from '../../navigation/route';
import { DayFilter } from '../../ui/fields';
import { Chevron } from '../../ui/icons';

export const operationFilters = ['kind', 'state', 'clerk', 'text', 'from', 'to'] as const;

type OperationFilterName = (typeof operationFilters)[number];

interface OperationFiltersProps {
  readonly filters: Filters<OperationFilterName>;
  readonly onChange: (changes: Partial<Filters<OperationFilterName>>) => void;
}

const none = { kind: '', state: '', clerk: '', text: '', from: '', to: '' };

export function OperationFilters({ filters, onChange }: OperationFiltersProps) {
  const { filters: words, stateGroups: groups } = t.operations;
  const all = { value: '', label: t.lists.all };
  return (
    <div className="filters no-print">
      <NativeSelect
        label={words.kind}
        size="xs"
        rightSection={<Chevron />}
        value={filters.kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value })}
        data={[all, ...Object.entries(t.operation.kinds).map(([value, label]) => ({ value, label }))]}
      />
      <NativeSelect
        label={words.state}
        size="xs"
        rightSection={<Chevron />}
        value={filters.state}
        onChange={(event) => onChange({ state: event.currentTarget.value })}
        data={[all, ...Object.entries(groups).map(([value, label]) => ({ value, label }))]}
      />
      <TextInput
        label={words.text}
        size="xs"
        maxLength={100}
        value={filters.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <TextInput
        label={t.lists.clerk}
        size="xs"
        className="short-field"
        inputMode="numeric"
        value={filters.clerk}
        onChange={(event) => onChange({ clerk: event.currentTarget.value })}
      />
      <DayFilter label={t.lists.from} value={filters.from} onChange={(from) => onChange({ from })} />
      <DayFilter label={t.lists.to} value={filters.to} onChange={(to) => onChange({ to })} />
      {Object.values(filters).some((value) => value !== '') && (
        <Button variant="subtle" size="xs" onClick={() => onChange(none)}>
          {t.lists.showAll}
        </Button>
      )}
    </div>
  );
}
