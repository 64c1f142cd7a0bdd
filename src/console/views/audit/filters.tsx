import { Button, NativeSelect, TextInput } from '@mantine/core';
import { t } from '../../messages';
import type { Filters } from '../../navigation/route';
import { DayFilter } from '../../ui/fields';
import { Chevron } from '../../ui/icons';

export const auditFilters = ['action', 'outcome', 'clerk', 'target', 'from', 'to'] as const;

type AuditFilterName = (typeof auditFilters)[number];

interface AuditFiltersProps {
  readonly filters: Filters<AuditFilterName>;
  readonly onChange: (changes: Partial<Filters<AuditFilterName>>) => void;
}

export function AuditFilters({ filters, onChange }: AuditFiltersProps) {
  const all = { value: '', label: t.lists.all };
  const none = { action: '', outcome: '', clerk: '', target: '', from: '', to: '' };
  return (
    <div className="filters no-print">
      <NativeSelect
        label={t.audit.filters.what}
        size="xs"
        rightSection={<Chevron />}
        value={filters.action}
        onChange={(event) => onChange({ action: event.currentTarget.value })}
        data={[all, ...Object.entries(t.audit.actions).map(([value, label]) => ({ value, label }))]}
      />
      <NativeSelect
        label={t.audit.filters.outcome}
        size="xs"
        rightSection={<Chevron />}
        value={filters.outcome}
        onChange={(event) => onChange({ outcome: event.currentTarget.value })}
        data={[all, ...Object.entries(t.audit.outcomes).map(([value, label]) => ({ value, label }))]}
      />
      <TextInput
        label={t.lists.clerk}
        size="xs"
        className="short-field"
        inputMode="numeric"
        value={filters.clerk}
        onChange={(event) => onChange({ clerk: event.currentTarget.value })}
      />
      <TextInput
        label={t.audit.filters.target}
        size="xs"
        value={filters.target}
        onChange={(event) => onChange({ target: event.currentTarget.value })}
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
