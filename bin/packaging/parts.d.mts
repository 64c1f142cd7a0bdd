export function bringNode(where: { project: string; env: NodeJS.ProcessEnv }, name: string): Promise<string>;
