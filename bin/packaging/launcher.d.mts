export function launcherOf(platform: {
  readonly archive: string;
  readonly node: { readonly as: string };
  readonly powerShell: { readonly program: string };
}): { readonly name: string; readonly text: string; readonly runs: boolean };
