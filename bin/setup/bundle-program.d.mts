export function entryOf(project: string): string;
export function bundleProgram(project: string): Promise<void>;
export function writeCommit(project: string): Promise<void>;
