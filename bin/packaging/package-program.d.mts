export function writeChecksums(to: string, names: readonly string[]): void;
