/** What of yazl is used here; the package has no types. */
declare module 'yazl' {
  export class ZipFile {
    readonly outputStream: NodeJS.ReadableStream;
    addBuffer(bytes: Buffer, name: string, options: { readonly mtime: Date; readonly mode: number }): void;
    end(): void;
  }
}
