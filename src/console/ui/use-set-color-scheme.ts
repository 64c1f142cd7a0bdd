import { useMantineColorScheme } from '@mantine/core';

/** Keeps transitions as they are: Mantine would still them by a `<style>` element, which the policy refuses. */
export function useSetColorScheme() {
  return useMantineColorScheme({ keepTransitions: true }).setColorScheme;
}
