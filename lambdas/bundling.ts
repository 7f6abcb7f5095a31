/** How a function's code becomes one file, wherever that is done. */
export const BUNDLING = {
  target: 'node24',
  // The runtime holds AWS's clients. DuckDB is machine code: no bundler can take it in.
  external: ['@aws-sdk/*', '@duckdb/*'],
  // Packages that are no ES modules ask for others with require.
  banner: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
}
