export function findFaketime(env?: NodeJS.ProcessEnv): string | undefined;
