import { NativeSelect } from '@mantine/core';
import { Chevron } from '../../ui/chevron';
import { moment } from '../../ui/format';
import { useNow } from '../../ui/use-now';

interface StartSelectProps {
  readonly value: string | null;
  /** The latest start that fits, where there is one: it is offered too. */
  readonly latest: string | null;
  readonly timeZone: string;
  readonly onChange: (at: string | null) => void;
}

const HALF_HOUR = 1_800_000;
/** A day of half hours. */
const offered = 48;

/** Now, or one of the half hours of the next day, venue time. */
export function StartSelect({ value, latest, timeZone, onChange }: StartSelectProps) {
  const now = useNow(60_000);
  const first = Math.ceil((now + 60_000) / HALF_HOUR) * HALF_HOUR;
  const halfHours = Array.from({ length: offered }, (_, index) =>
    new Date(first + index * HALF_HOUR).toISOString(),
  );
  const chosen = [value, latest].filter((at) => at !== null && Date.parse(at) > now).map(String);
  const times = [...new Set([...halfHours, ...chosen])].sort();
  return (
    <div className="start-select">
      <NativeSelect
        label="Start"
        size="xs"
        rightSection={<Chevron />}
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        data={[
          { value: '', label: 'Now' },
          ...times.map((at) => ({ value: at, label: moment(at, timeZone, now) })),
        ]}
      />
    </div>
  );
}
