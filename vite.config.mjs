/**
 * Builds console/ to dist/console: the console at `/`, the IDE at `/ide`, which has its own entry so that the console carries
 * nothing of it, the page that the help at `/help` is written into, and that of `/graphql`. JSX is compiled by Vite itself; nothing
 * asks for TypeScript's API.
 */
import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { defineConfig } from 'vite';
import { writeHelp } from './console/help/write-help.mjs';
import { theme } from './console/theme.mjs';

export default defineConfig({
  root: 'console',
  publicDir: 'public',
  plugins: [mantineVariables(), writeHelp('docs', 'dist/console')],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    // A data: address and an inline script would both need a hole in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      input: {
        console: 'console/index.html',
        ide: 'console/ide.html',
        help: 'console/help.html',
        api: 'console/api.html',
      },
    },
  },
  worker: { format: 'es' },
  // What packages say to other bundlers is no news to anyone who builds this.
  logLevel: 'error',
});

/** Mantine writes its theme into a `<style>` element when it runs; the policy allows none, so the build writes it into a file. */
function mantineVariables() {
  const name = 'virtual:mantine-variables.css';
  return {
    name: 'mantine-variables',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) =>
      id === `\0${name}`
        ? convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)), ':root')
        : undefined,
  };
}
