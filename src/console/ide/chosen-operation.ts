import { type DocumentNode, Kind, parse } from 'graphql';

/** Undefined where the server has to say what is wrong with it. */
export function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}

/** The one that was chosen, if the document still holds it; else its only one. */
export function operationOf(document: DocumentNode, chosen: string | null | undefined): string | null {
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value] : [],
  );
  if (chosen && names.includes(chosen)) return chosen;
  return names.length === 1 ? (names[0] ?? null) : null;
}
