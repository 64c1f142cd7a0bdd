import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useMay, useVenue } from '../data/contexts';
import { type ServiceRowFragment, ServicesDocument } from '../generated/graphql';
import { t } from '../messages';
import { pages } from '../rail';
import { Dialog } from '../ui/dialog';
import { type Choice, found, helpChoices, pageChoices, serviceChoices } from './choices';

interface PaletteProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** What only the frame can do. */
  readonly here: readonly Choice[];
}

/** Pages and actions by their names: a box, a list beneath it, arrows and Enter. */
export function Palette({ opened, onClose, here }: PaletteProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={t.palette.title} width={480}>
      {opened && <Chooser onClose={onClose} here={here} />}
    </Dialog>
  );
}

function Chooser({ onClose, here }: Omit<PaletteProps, 'opened'>) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const marked = useRef<HTMLDivElement>(null);
  const around = useVenue();
  const services = useServicesToControl();
  const choices = found(
    [...pageChoices(pages, around), ...here, ...serviceChoices(services), ...helpChoices(pages)],
    text,
  );
  const chosen = choices[Math.min(at, choices.length - 1)];
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is marked
  useEffect(() => {
    void marked.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.id]);
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    if (typeof choice.to === 'string') location.hash = choice.to;
    else choice.to();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((Math.min(at, choices.length - 1) + step + choices.length) % Math.max(1, choices.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(chosen);
    }
  };
  return (
    <div className="palette">
      <TextInput
        label={t.palette.box}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={chosen ? `${list}-${chosen.id}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        data-autofocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div id={list} role="listbox" aria-label={t.palette.list} className="palette-list">
        {choices.map((choice) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's, as for every combobox
          <div
            key={choice.id}
            id={`${list}-${choice.id}`}
            ref={choice === chosen ? marked : undefined}
            role="option"
            tabIndex={-1}
            aria-selected={choice === chosen}
            className="palette-choice"
            onClick={() => take(choice)}
          >
            <span>{choice.name}</span>{' '}
            <span className="soft">{choice.note ?? t.palette.kinds[choice.kind]}</span>
          </div>
        ))}
      </div>
      <p className="soft" role="status">
        {choices.length === 0 ? t.palette.nothing : ''}
      </p>
    </div>
  );
}

/** None where the clerk may not control them: the services' page says why. */
function useServicesToControl(): readonly ServiceRowFragment[] {
  const may = useMay('SERVICES_CONTROL');
  const [{ data }] = useQuery({ query: ServicesDocument, pause: !may, requestPolicy: 'cache-and-network' });
  return (may && data?.services) || [];
}
