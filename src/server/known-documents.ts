/**
 * Documents that were read, measured and checked before, so that those who ask the same again and again (a console, a script) don't wait
 * for it. Only what a signed-in caller has sent twice, little of it: documents that are all different leave nothing behind.
 */
import type { DocumentNode } from 'graphql';
import { currentScope } from './request-scope.js';

/** Characters of text: of one document, and of all that are kept. A character of the console's takes 53 bytes, of the densest 243: 8 MB at most. */
const LONGEST = 4_096;
const TOGETHER = 32_768;
/** Keys of documents that were seen once. */
const SEEN = 512;

/** What Apollo asks of a store of documents; its keys are hashes of the text. */
export class KnownDocuments {
  readonly #kept = new Map<string, DocumentNode>();
  readonly #seen = new Set<string>();
  #characters = 0;

  async get(key: string): Promise<DocumentNode | undefined> {
    const document = this.#kept.get(key);
    if (document === undefined) return undefined;
    // The one that wasn't asked for the longest time is the first.
    this.#kept.delete(key);
    this.#kept.set(key, document);
    return document;
  }

  async set(key: string, document: DocumentNode): Promise<void> {
    const length = lengthOf(document);
    if (!currentScope().signedIn || length > LONGEST || this.#kept.has(key)) return;
    if (!this.#seen.delete(key)) {
      this.#seen.add(key);
      if (this.#seen.size > SEEN) dropFirst(this.#seen);
      return;
    }
    this.#kept.set(key, document);
    this.#characters += length;
    while (this.#characters > TOGETHER) this.#dropOldest();
  }

  async delete(key: string): Promise<void> {
    const document = this.#kept.get(key);
    if (document && this.#kept.delete(key)) this.#characters -= lengthOf(document);
  }

  #dropOldest(): void {
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) void this.delete(oldest);
  }
}

function lengthOf(document: DocumentNode): number {
  return document.loc?.source.body.length ?? Number.POSITIVE_INFINITY;
}

function dropFirst(keys: Set<string>): void {
  const [first] = keys;
  if (first !== undefined) keys.delete(first);
}
