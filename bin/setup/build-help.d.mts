export const HELP: readonly string[];
export const helpSources: readonly string[];
export function buildHelp(project: string): Promise<void>;
