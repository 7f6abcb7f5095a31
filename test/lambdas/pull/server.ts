import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Told {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly json?: unknown
  /** Sends so many bytes of the answer and then hangs up. */
  readonly hangUpAfter?: number
}

/** An interface on the web, which answers as told. */
export async function serve(answer: (asked: Asked, base: string) => Told) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const url = new URL(request.url ?? '', base)
    const body = Buffer.concat(chunks).toString()
    const one = { method: request.method ?? '', url, headers: request.headers, body }
    asked.push(one)
    const { status = 200, headers = {}, json = {}, hangUpAfter } = answer(one, base)
    const text = JSON.stringify(json)
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': text.length,
      ...headers,
    })
    if (hangUpAfter === undefined) response.end(text)
    else response.write(text.slice(0, hangUpAfter), () => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { base, asked, stop: () => server.close() }
}
