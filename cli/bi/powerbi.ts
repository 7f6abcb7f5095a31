import type { Files } from './files.ts'

/** Power BI's connection file: opens Power BI Desktop at the SQL API, ready to choose views from. */
export function powerbi(host: string, port: number): Files {
  const connection = {
    version: '0.1',
    connections: [
      {
        details: { protocol: 'postgresql', address: { server: `${host}:${port}`, database: 'cx' } },
        options: {},
        // Measures are Cube's: imported rows would be added up by Power BI instead.
        mode: 'DirectQuery',
      },
    ],
  }
  return new Map([['cx.pbids', `${JSON.stringify(connection, null, 2)}\n`]])
}
