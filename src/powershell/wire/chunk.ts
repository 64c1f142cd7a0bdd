/**
 * Gives a chunk's memory back at once, for a reader that has taken what it needs of it; the chunk is empty then. Left to the collector, the
 * chunks of a flood pile up to the 64 MB outside its heap at which V8 begins to look for them.
 */
export function releaseChunk(chunk: Buffer): void {
  const { buffer } = chunk;
  // A small one may be part of a pool that others share.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteLength) buffer.transfer(0);
}
