export const quickFolders: readonly string[];
export function isQuick(path: string): boolean;
