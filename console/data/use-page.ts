/** The state of this page, and the time. */
import { useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState, useSyncExternalStore } from 'react';

/** Whether another tab or window is in front of this page. */
export function useIsHidden(): boolean {
  return useSyncExternalStore(subscribe, () => document.hidden);
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

/** The time, checked every second: for ages and what is left. */
export function useNow(every = 1_000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** Lists are cards, as the style sheet has it. */
export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 700px)');
}

/** Keeps transitions as they are: Mantine would still them by a `<style>` element, which the policy refuses. */
export function useSetColorScheme() {
  return useMantineColorScheme({ keepTransitions: true }).setColorScheme;
}
