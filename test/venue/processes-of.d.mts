export function processesOf(folder: string): { readonly pid: number; readonly command: string }[];
export function killQuietly(pid: number): void;
