export const quickRooms: readonly string[];
export const liveRooms: readonly string[];
export function isQuick(path: string): boolean;
