export function transactSqlAssemblies(project: string): readonly string[];
