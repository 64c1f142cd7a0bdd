import { Textarea, type TextareaProps } from '@mantine/core';
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
