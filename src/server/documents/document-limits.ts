/**
 * How much one document may ask for, measured on the document itself before anything runs. Fragments are measured once and
 * remembered: twenty fragments that each spread the next twice stand for half a million fields, counted here in microseconds.
 */
import {
  type ASTVisitor,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { AppError } from '../../errors/errors.js';

/**
 * `tokens` is held by the parser, the rest by `limitDocument`. Introspection counts as everything else does, but for its depth: the IDE's
 * own is fifteen deep. How far its lists nest is held by graphql's MaxIntrospectionDepthRule, one of the specified rules.
 */
export const DOCUMENT_LIMITS = Object.freeze({
  tokens: 1000,
  depth: 8,
  aliases: 15,
  rootFields: 10,
  directives: 8,
  /** After fragments are written out; a document without fragments can't reach it. */
  fields: 1000,
  /** Lists of the schema in its introspection, as each of them multiplies what is inside; graphql's own question asks for ten. */
  schemaLists: 10,
  /** The same where data is asked for as well: such a result is not kept. */
  schemaListsBesideData: 2,
  /** Each of these tries a PIN, so that many in one document would be many guesses for one request. */
  pinChecks: 1,
});

const SCHEMA_LISTS: ReadonlySet<string> = new Set([
  'types',
  'directives',
  'fields',
  'args',
  'inputFields',
  'interfaces',
  'possibleTypes',
  'enumValues',
]);
const PIN_CHECKS: ReadonlySet<string> = new Set(['signIn', 'stepUp', 'changePin']);

interface Measure {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
  readonly fields: number;
  readonly schemaLists: number;
  readonly schemaListsBesideData: number;
  readonly pinChecks: number;
  /** Root fields that aren't of introspection; no limit of their own. */
  readonly dataFields: number;
}
const EMPTY: Measure = {
  depth: 0,
  aliases: 0,
  rootFields: 0,
  directives: 0,
  fields: 0,
  schemaLists: 0,
  schemaListsBesideData: 0,
  pinChecks: 0,
  dataFields: 0,
};
const { tokens: _, ...MEASURED } = DOCUMENT_LIMITS;

/** A validation rule: one error for each limit that the document passes. */
export function limitDocument(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      for (const error of limitErrors(document)) context.reportError(error);
    },
  };
}

/** The same as a function, for callers that hold a parsed document. */
export function limitErrors(document: DocumentNode): readonly GraphQLError[] {
  const measured = measure(document);
  const passed = (Object.keys(MEASURED) as (keyof typeof MEASURED)[]).filter(
    (limit) => measured[limit] > MEASURED[limit],
  );
  return passed.map((limit) => tooLargeBy(limit));
}

/** The error for a limit; the measured number isn't reported: it may have more digits than the document. */
function tooLargeBy(limit: keyof typeof DOCUMENT_LIMITS): GraphQLError {
  const originalError = new AppError('DOCUMENT_TOO_LARGE', {
    message: `The document passes the limit of ${DOCUMENT_LIMITS[limit]} for ${limit}.`,
    details: { limit, allowed: DOCUMENT_LIMITS[limit] },
  });
  return new GraphQLError(originalError.message, { originalError });
}

function measure(document: DocumentNode): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Measure>();
  let whole = EMPTY;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const inside = ofSelections(definition.selectionSet, false);
    const onVariables = (definition.variableDefinitions ?? []).map((one) => count(one.directives));
    const directives = count(definition.directives) + sum(onVariables) + inside.directives;
    // Only one operation of a document runs, so that depth and root fields count by operation; what can be abused counts together.
    whole = {
      ...addMeasures(whole, { ...inside, directives }),
      rootFields: Math.max(whole.rootFields, inside.rootFields),
      schemaListsBesideData: Math.max(
        whole.schemaListsBesideData,
        inside.dataFields > 0 ? inside.schemaLists : 0,
      ),
    };
  }
  return whole;

  /** `ofSchema`: what is selected is the schema itself, below __schema or __type. */
  function ofSelections(set: SelectionSetNode, ofSchema: boolean): Measure {
    let total = EMPTY;
    for (const selection of set.selections) {
      const directives = count(selection.directives);
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        const aliases = selection.alias ? 1 : 0;
        const isMeta = name.startsWith('__');
        const inside = selection.selectionSet
          ? ofSelections(selection.selectionSet, ofSchema || isMeta)
          : EMPTY;
        total = addMeasures(total, {
          depth: isMeta ? 0 : inside.depth + 1,
          aliases: inside.aliases + aliases,
          rootFields: name === '__typename' ? 0 : 1,
          directives: inside.directives + directives,
          fields: inside.fields + 1,
          schemaLists: inside.schemaLists + (ofSchema && SCHEMA_LISTS.has(name) ? 1 : 0),
          schemaListsBesideData: 0,
          pinChecks: inside.pinChecks + (PIN_CHECKS.has(name) ? 1 : 0),
          dataFields: isMeta ? 0 : 1,
        });
      } else {
        const inside =
          selection.kind === Kind.INLINE_FRAGMENT
            ? ofSelections(selection.selectionSet, ofSchema)
            : ofFragment(selection.name.value);
        total = addMeasures(total, { ...inside, directives: inside.directives + directives });
      }
    }
    return total;
  }

  function ofFragment(name: string): Measure {
    const before = known.get(name);
    if (before) return before;
    // A fragment that spreads itself counts as nothing inside itself; another rule refuses it.
    known.set(name, EMPTY);
    const fragment = fragments.get(name);
    if (!fragment) return EMPTY;
    const inside = ofSelections(fragment.selectionSet, fragment.typeCondition.name.value.startsWith('__'));
    const measured = { ...inside, directives: inside.directives + count(fragment.directives) };
    known.set(name, measured);
    return measured;
  }
}

function addMeasures(a: Measure, b: Measure): Measure {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    rootFields: a.rootFields + b.rootFields,
    directives: a.directives + b.directives,
    fields: a.fields + b.fields,
    schemaLists: a.schemaLists + b.schemaLists,
    schemaListsBesideData: a.schemaListsBesideData + b.schemaListsBesideData,
    pinChecks: a.pinChecks + b.pinChecks,
    dataFields: a.dataFields + b.dataFields,
  };
}

function count(directives: readonly DirectiveNode[] | undefined): number {
  return directives?.length ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
