import type { Pin } from '../setup/nuget-package.mjs';

export interface Runtime {
  readonly framework: string;
  readonly rid: string;
  readonly pin: Pin;
}
export interface Platform {
  readonly node: { readonly package: string; readonly program: string; readonly as: string };
  readonly powerShell: { readonly edition: string; readonly program: string };
  readonly runtimes: readonly Runtime[];
  readonly archive: 'tar.gz' | 'zip';
}
export const platforms: Readonly<Record<'linux-x64' | 'win-x64', Platform>>;
