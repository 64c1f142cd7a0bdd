import { TextInput, UnstyledButton } from '@mantine/core';
import { useRef } from 'react';
import { t } from '../messages';
import { IconBackspace } from '../ui/icons';

interface PinPadProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
}

const longest = 12;
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** PIN of 4 to 12 digits, by keyboard or by the pad. One field and not one box a digit: boxes would tell how long it is. */
export function PinPad({ value, onChange, disabled = false, autoFocus = false }: PinPadProps) {
  const field = useRef<HTMLInputElement>(null);
  const change = (next: string) => onChange(next.replace(/\D/g, '').slice(0, longest));
  const press = (next: string) => {
    change(next);
    field.current?.focus();
  };
  return (
    <>
      <TextInput
        ref={field}
        label={t.session.pin}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
        disabled={disabled}
        data-autofocus={autoFocus || undefined}
        classNames={{ input: 'pin-field' }}
      />
      <div className="pad">
        {digits.map((digit) => (
          <Key key={digit} name={digit} disabled={disabled} onPress={() => press(value + digit)} />
        ))}
        <span />
        <Key name="0" disabled={disabled} onPress={() => press(`${value}0`)} />
        <UnstyledButton
          className="pad-key"
          tabIndex={-1}
          disabled={disabled}
          aria-label={t.session.deleteDigit}
          onClick={() => press(value.slice(0, -1))}
        >
          <IconBackspace size={20} />
        </UnstyledButton>
      </div>
    </>
  );
}

interface KeyProps {
  readonly name: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

/** Out of the tab order: anyone who has a keyboard types into the field. */
function Key({ name, disabled, onPress }: KeyProps) {
  return (
    <UnstyledButton className="pad-key" tabIndex={-1} disabled={disabled} onClick={onPress}>
      {name}
    </UnstyledButton>
  );
}
