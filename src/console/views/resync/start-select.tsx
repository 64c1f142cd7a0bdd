import { NativeSelect } from '@mantine/core';
import { moment } from '../../format/format';
import { t } from '../../messages';
import { Chevron } from '../../ui/chevron';
import { useNow } from '../../ui/use-now';
import { startTimes } from './start-times';

interface StartSelectProps {
  readonly value: string | null;
  /** The latest start that fits, where there is one: it is offered too. */
  readonly latest: string | null;
  readonly timeZone: string;
  readonly onChange: (at: string | null) => void;
}

/** Now, or one of the half hours of the next day, venue time. */
export function StartSelect({ value, latest, timeZone, onChange }: StartSelectProps) {
  const now = useNow(60_000);
  return (
    <div className="start-select">
      <NativeSelect
        label={t.resync.start}
        size="xs"
        rightSection={<Chevron />}
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        data={[
          { value: '', label: t.resync.now },
          ...startTimes(now, [value, latest]).map((at) => ({ value: at, label: moment(at, timeZone, now) })),
        ]}
      />
    </div>
  );
}
