import { Button, NativeSelect, Textarea, type TextareaProps, TextInput } from '@mantine/core';
import { t } from '../messages';
import { Chevron } from './icons';

interface ReasonFieldProps extends Pick<TextareaProps, 'disabled'> {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  /** Where a dialog puts the cursor first. */
  readonly 'data-autofocus'?: boolean;
}

/** Why someone does what they do: the server takes 500 characters and keeps them in the audit log. */
export function ReasonField({ onChange, ...field }: ReasonFieldProps) {
  return (
    <Textarea
      label={t.ui.reason}
      description={t.ui.reasonMeans}
      maxLength={500}
      {...field}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface DayFilterProps {
  readonly label: string;
  /** `2026-11-27`, or empty. */
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** A day of the venue, by the browser's own calendar. */
export function DayFilter({ label, value, onChange }: DayFilterProps) {
  return (
    <TextInput
      type="date"
      label={label}
      size="xs"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface ChoiceFilterProps {
  readonly label: string;
  readonly value: string;
  /** Labels by value, without the choice of all. */
  readonly choices: Readonly<Record<string, string>>;
  readonly onChange: (value: string) => void;
}

export function ChoiceFilter({ label, value, choices, onChange }: ChoiceFilterProps) {
  const all = { value: '', label: t.lists.all };
  return (
    <NativeSelect
      label={label}
      size="xs"
      rightSection={<Chevron />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[all, ...Object.entries(choices).map(([each, text]) => ({ value: each, label: text }))]}
    />
  );
}

interface ActFiltersProps {
  readonly filters: { readonly clerk: string; readonly from: string; readonly to: string };
  readonly onChange: (changes: { clerk?: string; from?: string; to?: string }) => void;
  readonly onClear: () => void;
}

/** What lists of acts are filtered by: who and when; and the way to all, if anything is filtered. */
export function ActFilters({ filters, onChange, onClear }: ActFiltersProps) {
  return (
    <>
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
        <Button variant="subtle" size="xs" onClick={onClear}>
          {t.lists.showAll}
        </Button>
      )}
    </>
  );
}
