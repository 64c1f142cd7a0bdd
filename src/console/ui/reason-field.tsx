import { Textarea, type TextareaProps } from '@mantine/core';

interface ReasonFieldProps extends Pick<TextareaProps, 'disabled'> {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  /** Where a dialog puts the cursor first. */
  readonly 'data-autofocus'?: boolean;
}

/** Why somebody does what they do: the server takes 500 characters and keeps them in the audit log. */
export function ReasonField({ onChange, ...field }: ReasonFieldProps) {
  return (
    <Textarea
      label="Reason"
      description="Goes into the audit log."
      maxLength={500}
      {...field}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
