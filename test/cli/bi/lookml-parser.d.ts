declare module 'lookml-parser' {
  // biome-ignore lint/suspicious/noExplicitAny: what a file parses to depends on what is in it
  export function parse(text: string): any
}
