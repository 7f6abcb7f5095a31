/**
 * Where the warehouse keeps its files: a folder on a laptop, a bucket in AWS. Keys are relative and use slashes.
 * Every write is atomic: a reader sees the whole object or none.
 */
export interface Lake {
  /** The text of an object, or undefined where there is none. */
  read(key: string): Promise<string | undefined>
  /** Writes a small object unless one is there. False where there was one. */
  writeOnce(key: string, text: string): Promise<boolean>
  /** Moves a local file, made with `scratch`, into the lake; what was there is replaced. */
  publish(localFile: string, key: string): Promise<void>
  remove(key: string): Promise<void>
  /** The keys below a prefix, in alphabetical order. */
  list(prefix: string): Promise<string[]>
  /** A local folder for one landing's unfinished files; `dispose` removes it. */
  scratch(): Promise<{ folder: string; dispose(): Promise<void> }>
}
