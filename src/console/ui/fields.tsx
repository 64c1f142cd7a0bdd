import { Textarea, type TextareaProps, TextInput } from '@mantine/core';
import { t } from '../messages';

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
