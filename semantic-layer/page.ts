import express from 'express'

/** The page runs only what lies beside it, talks only to this server, and stands in nobody else's frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Serves a bundled page. Its files carry a digest in their names and stay; `index.html`, which names them, does not. */
export const servePage = (folder: string) =>
  express.static(folder, {
    setHeaders(response, path) {
      response.set('content-security-policy', POLICY)
      response.set('x-content-type-options', 'nosniff')
      response.set('referrer-policy', 'no-referrer')
      response.set(
        'cache-control',
        path.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable',
      )
    },
  })
