export function bringPrometheus(
  project: string,
  env?: NodeJS.ProcessEnv,
): Promise<{ readonly prometheus: string; readonly promtool: string }>;
