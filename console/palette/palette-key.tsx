import { Button, useComputedColorScheme } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSetColorScheme } from '../data/use-page';
import { t } from '../messages';
import { chooseNotifications, useNotificationChoice } from '../notifications/desktop';
import { IconSearch } from '../ui/icons';
import { late, missingDialog } from '../ui/late';
import type { Choice } from './choices';

const ChangePin = late(async () => (await import('../session/choose-pin')).ChangePin, {
  missing: missingDialog,
});
const Palette = late(async () => (await import('./palette')).Palette, { missing: missingDialog });

/** Ctrl+K, and its button for who has no keyboard. What it opens comes when it is first wanted. */
export function PaletteKey({ onSignOut }: { readonly onSignOut: () => void }) {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  const [changingPin, setChangingPin] = useState(false);
  const here = useActionsHere(onSignOut, () => setChangingPin(true));
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      // Over another question it would answer neither.
      if (document.querySelector('[role="dialog"]')) return;
      setWanted(true);
      setOpened(true);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  return (
    <>
      <Button
        className="palette-button"
        variant="default"
        size="xs"
        aria-keyshortcuts="Control+K"
        onClick={() => {
          setWanted(true);
          setOpened(true);
        }}
      >
        <IconSearch size={16} />
        <span className="palette-word">{t.palette.button}</span> <kbd>{t.palette.keys}</kbd>
      </Button>
      {wanted && <Palette opened={opened} onClose={() => setOpened(false)} here={here} />}
      {changingPin && <ChangePin onClose={() => setChangingPin(false)} />}
    </>
  );
}

function useActionsHere(onSignOut: () => void, onChangePin: () => void): readonly Choice[] {
  const setColorScheme = useSetColorScheme();
  const next = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  const notifications = useNotificationChoice();
  const notify = notifications === 'on' ? t.palette.stopNotifying : t.palette.startNotifying;
  return [
    { id: 'colours', name: t.strip.colours[next], kind: 'here', to: () => setColorScheme(next) },
    ...(notifications === 'on' || notifications === 'off'
      ? [{ id: 'notify', name: notify, kind: 'here' as const, to: () => void chooseNotifications() }]
      : []),
    { id: 'pin', name: t.palette.changePin, kind: 'here', to: onChangePin },
    { id: 'out', name: t.strip.signOut, kind: 'here', to: onSignOut },
  ];
}
