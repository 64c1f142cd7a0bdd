export const quickRooms: readonly string[];
export function isQuick(path: string): boolean;
