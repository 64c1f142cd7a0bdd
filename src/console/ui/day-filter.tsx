import { TextInput } from '@mantine/core';

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
