/** GraphQL documents in the editor. */
import { type DocumentNode, type FieldNode, Kind, parse, print, visit } from 'graphql';

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

const ALIAS = 'tokenForTheEditor';

/**
 * A `stepUp` in a document ends the token that the editor itself works with: what it answers instead is taken over, asked for or not. Returns the
 * document with the new token asked for beside whatever else is; undefined where no session changes.
 */
export function askingForToken(document: DocumentNode): string | undefined {
  let found = false;
  const asking = visit(document, {
    Field(node): FieldNode | undefined {
      if (node.name.value !== 'stepUp' || !node.selectionSet) return undefined;
      found = true;
      const selections = [...node.selectionSet.selections, TOKEN];
      return { ...node, selectionSet: { ...node.selectionSet, selections } };
    },
  });
  return found ? print(asking) : undefined;
}

/** Takes it out of the answer again; the newest, where there are several. */
export function takeToken(answer: { readonly data?: unknown }): string | undefined {
  let token: string | undefined;
  for (const field of Object.values(answer.data ?? {})) {
    if (typeof field !== 'object' || field === null || !(ALIAS in field)) continue;
    token = String(field[ALIAS]);
    delete field[ALIAS];
  }
  return token;
}

const TOKEN: FieldNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: ALIAS },
  name: { kind: Kind.NAME, value: 'token' },
};
