export function readKnown(
  project: string,
  env?: NodeJS.ProcessEnv,
): { readonly file: string; readonly args: readonly string[]; readonly version: string } | undefined;
