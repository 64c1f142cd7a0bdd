export const programEnvironment: Readonly<Record<string, string>>;
export const nodeFlags: readonly string[];
