import {
  Button,
  NativeSelect,
  Textarea,
  type TextareaProps,
  TextInput,
  type TextInputProps,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useVenue } from '../data/contexts';
import { notDayWords } from '../format/format';
import { clockAfter, dayAfter, typedClock, typedDay, typedMoment } from '../format/typed';
import { dayIn } from '../format/venue-day';
import { t } from '../messages';
import { StateShape } from './state-mark';

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

interface TypedProps extends Pick<TextInputProps, 'label' | 'description' | 'disabled' | 'size'> {
  /** As it is typed: what is no day yet is none to a list. */
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A day of the venue as `2026-11-29`: not in the order that the browser's language has. Its list says what is wrong with it. */
export function DayField(props: TypedProps) {
  const { timeZone } = useVenue();
  const move = (day: string | undefined, days: number) =>
    day === undefined ? dayIn(Date.now(), timeZone) : (dayAfter(day, days) ?? day);
  return <TypedField {...props} words={t.ui.typedDay} read={typedDay} move={move} />;
}

/** A time of the day as `18:03`: never with am and pm. */
export function ClockField(props: TypedProps) {
  const move = (clock = '00:00', quarters: number) => clockAfter(clock, quarters * 15);
  return <TypedField {...props} words={t.ui.typedClock} read={typedClock} move={move} />;
}

/** Both as `2026-11-29 18:03`; the arrow keys move the day. */
export function MomentField(props: TypedProps) {
  const { timeZone } = useVenue();
  const move = (moment: string | undefined, days: number) => {
    const [day, clock] = (moment ?? `${dayIn(Date.now(), timeZone)} 00:00`).split(' ');
    return moment ? `${dayAfter(day ?? '', days)} ${clock}` : `${day} ${clock}`;
  };
  return <TypedField {...props} words={t.ui.typedMoment} read={typedMoment} move={move} />;
}

interface TypedFieldProps extends TypedProps {
  /** Without `wrong` it is only marked. */
  readonly words: { readonly pattern: string; readonly wrong?: string };
  /** The value in its one form; undefined: it is none. */
  readonly read: (text: string) => string | undefined;
  /** By the arrow keys, up is later. */
  readonly move: (value: string | undefined, by: number) => string;
}

function TypedField({ value, onChange, words, read, move, ...field }: TypedFieldProps) {
  const [isTyping, setIsTyping] = useState(false);
  const found = read(value);
  return (
    <TextInput
      {...field}
      className={`typed-field ${words === t.ui.typedMoment ? 'typed-moment' : ''}`}
      placeholder={words.pattern}
      inputMode="numeric"
      autoComplete="off"
      maxLength={16}
      value={value}
      error={!isTyping && value !== '' && found === undefined && (words.wrong ?? true)}
      onFocus={() => setIsTyping(true)}
      onBlur={() => {
        setIsTyping(false);
        if (found !== undefined && found !== value) onChange(found);
      }}
      onKeyDown={(event) => {
        const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        onChange(move(found, by));
      }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface TextFilterProps extends Pick<TextInputProps, 'label' | 'className' | 'inputMode'> {
  readonly value: string;
  readonly onChange: (text: string) => void;
}

export function TextFilter({ onChange, ...field }: TextFilterProps) {
  return (
    <TextInput
      size="xs"
      maxLength={100}
      {...field}
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
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[all, ...Object.entries(choices).map(([each, text]) => ({ value: each, label: text }))]}
    />
  );
}

interface FiltersProps {
  /** Those that have a value are counted; what is no day is said. */
  readonly filters: Readonly<Record<string, string>>;
  readonly onClear: () => void;
  /** Their fields. */
  readonly children: ReactNode;
}

/** What a list is filtered by, and the button that clears it. On a phone the fields are behind a button. */
export function ListFilters({ filters, onClear, children }: FiltersProps) {
  const [isOpen, setIsOpen] = useState(false);
  const set = Object.values(filters).filter((value) => value !== '').length;
  return (
    <>
      <div className={`filters no-print ${isOpen ? '' : 'filters-folded'}`}>
        <Button
          className="filters-button"
          variant="default"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t.lists.filter(set)}
        </Button>
        {children}
        {set > 0 && (
          <Button className="filters-clear" variant="subtle" size="xs" onClick={onClear}>
            {t.lists.showAll}
          </Button>
        )}
      </div>
      <NotShown words={notDayWords(filters)} />
    </>
  );
}

interface ActFieldsProps {
  readonly filters: { readonly clerk: string; readonly from: string; readonly to: string };
  readonly onChange: (changes: { clerk?: string; from?: string; to?: string }) => void;
}

/** What lists of acts are filtered by: who and when. */
export function ActFields({ filters, onChange }: ActFieldsProps) {
  return (
    <>
      <TextFilter
        label={t.lists.clerk}
        className="short-field"
        inputMode="numeric"
        value={filters.clerk}
        onChange={(clerk) => onChange({ clerk })}
      />
      <DayFields filters={filters} onChange={onChange} />
    </>
  );
}

interface DayFieldsProps {
  readonly filters: { readonly from: string; readonly to: string };
  readonly onChange: (changes: { from?: string; to?: string }) => void;
}

/** From a day to a day, both included. */
export function DayFields({ filters, onChange }: DayFieldsProps) {
  return (
    <>
      <DayField label={t.lists.from} size="xs" value={filters.from} onChange={(from) => onChange({ from })} />
      <DayField label={t.lists.to} size="xs" value={filters.to} onChange={(to) => onChange({ to })} />
    </>
  );
}

/** Why a list is not of the days that its fields or its address name. Undefined: it is. */
export function NotShown({ words }: { readonly words: string | undefined }) {
  // What is being typed is no day until it is whole.
  const [whole] = useDebouncedValue(words, 1_000);
  if (words === undefined || words !== whole) return null;
  return (
    <p className="line-mark" role="status">
      <StateShape tone="warn" size={16} /> {words}
    </p>
  );
}
