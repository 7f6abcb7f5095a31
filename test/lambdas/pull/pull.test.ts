import { afterEach, describe, expect, it } from 'vitest'
import { contractNamed, problemsOf } from '../../../contracts/index.ts'
import { pullSource } from '../../../lambdas/pull/pull.ts'
import { newPull, review, reviewSource } from './lab.ts'
import { type Asked, serve, type Told } from './server.ts'

let stop = () => {}
afterEach(() => stop())

async function at(answer: (asked: Asked, base: string) => Told) {
  const server = await serve(answer)
  stop = server.stop
  return server
}

const COUNT = 7
const SIZE = 3
const all = Array.from({ length: COUNT }, (_, n) => review(n))
const since = ({ url }: Asked) =>
  all.filter(({ changed }) => changed >= (url.searchParams.get('since') ?? ''))
const slice = (from: number) => all.slice(from, from + SIZE)
const numberIn = ({ url, body }: Asked, name: string) =>
  Number(url.searchParams.get(name) ?? JSON.parse(body || '{}')[name] ?? 0)

/** How interfaces page: what their file says, and what they answer. */
const PAGINGS: { how: string; pages: object; answer: (asked: Asked, base: string) => Told }[] = [
  {
    how: 'a cursor',
    pages: { cursor: 'next', to: 'query.after', more: 'more' },
    answer: (asked) => {
      const from = numberIn(asked, 'after')
      return { json: { items: slice(from), next: from + SIZE, more: from + SIZE < COUNT } }
    },
  },
  {
    how: 'the next address',
    pages: { next: 'next' },
    answer: (asked) => {
      const from = numberIn(asked, 'from')
      const next = from + SIZE < COUNT ? `/reviews?from=${from + SIZE}` : null
      return { json: { items: slice(from), next } }
    },
  },
  {
    how: 'a header Link',
    pages: { link: 'header' },
    answer: (asked, base) => {
      const from = numberIn(asked, 'from')
      const to = (where: number, rel: string) => `<${base}/reviews?from=${where}>; rel="${rel}"`
      const links = [to(0, 'previous'), ...(from + SIZE < COUNT ? [to(from + SIZE, 'next')] : [])]
      return { json: { items: slice(from) }, headers: { link: links.join(', ') } }
    },
  },
  {
    how: 'an offset',
    pages: { offset: 'query.offset', size: SIZE },
    answer: (asked) => ({ json: { items: slice(numberIn(asked, 'offset')) } }),
  },
  {
    how: 'a page number',
    pages: { page: 'query.page', size: SIZE },
    answer: (asked) => ({ json: { items: slice((numberIn(asked, 'page') - 1) * SIZE) } }),
  },
  {
    how: 'the newest record',
    pages: { most: SIZE },
    answer: (asked) => ({ json: { items: since(asked).slice(0, SIZE) } }),
  },
  {
    how: 'a cursor that ends too early',
    pages: { cursor: 'next', to: 'query.after', most: SIZE },
    answer: (asked) => {
      const found = since(asked)
      const from = numberIn(asked, 'after')
      return { json: { items: found.slice(from, from + 2), next: from + 2 < found.length ? from + 2 : null } }
    },
  },
]

describe('a pull', () => {
  it.each(PAGINGS)('comes to the end by $how, each record once', async ({ pages, answer }) => {
    const { base } = await at(answer)
    const { pulling, rows } = newPull({ base, token: 't' })
    const source = reviewSource(pages)
    expect(await pullSource(pulling, source)).toMatchObject([
      { records: COUNT, rows: { reviews: COUNT }, whole: true },
    ])
    expect(rows('reviews').map(({ review_id }) => review_id)).toEqual(all.map(({ id }) => id))
  })

  it('asks the next time from the newest record on, and takes only what is new', async () => {
    const known = all.slice(0, 5)
    const { base, asked } = await at((one) => ({
      json: { items: known.filter(({ changed }) => changed >= (one.url.searchParams.get('since') ?? '')) },
    }))
    const { pulling, rows } = newPull({ base, token: 't' })
    const source = reviewSource({ next: 'next' })
    await pullSource(pulling, source)
    expect(await pullSource(pulling, source)).toMatchObject([{ records: 0 }])
    known.push(...all.slice(5))
    expect(await pullSource(pulling, source)).toMatchObject([{ records: 2 }])
    expect(asked.map(({ url }) => url.searchParams.get('since'))).toEqual([
      '2015-01-01T00:00:00Z',
      known[4]?.changed,
      known[4]?.changed,
    ])
    expect(rows('reviews')).toHaveLength(COUNT)
  })

  it('waits and asks again after 429, 503 and connections that are lost half-way', async () => {
    const troubles: Told[] = [
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 503 },
      { json: { items: all }, hangUpAfter: 40 },
    ]
    const { base, asked } = await at(() => troubles.shift() ?? { json: { items: all } })
    const { pulling, rows } = newPull({ base, token: 't' })
    await pullSource(pulling, reviewSource({ next: 'next' }))
    expect(asked).toHaveLength(4)
    expect(rows('reviews')).toHaveLength(COUNT)
  })

  it('renews a token that has expired, and pulls on', async () => {
    let tokens = 0
    const { base, asked } = await at((one) => {
      if (one.url.pathname === '/token') return { json: { access_token: `token-${++tokens}` } }
      const from = numberIn(one, 'after')
      const isFresh = one.headers.authorization === (from === 0 ? 'Bearer token-1' : 'Bearer token-2')
      if (!isFresh) return { status: 401 }
      return { json: { items: slice(from), next: from + SIZE < COUNT ? from + SIZE : null } }
    })
    const form = { grant_type: 'refresh_token', refresh_token: '{refresh_token}' }
    const auth = { oauth: { url: `${base}/token`, form } }
    const { pulling, rows } = newPull({ base, refresh_token: 'r' })
    await pullSource(pulling, reviewSource({ cursor: 'next', to: 'query.after' }, { auth }))
    expect(rows('reviews')).toHaveLength(COUNT)
    expect(asked.filter(({ url }) => url.pathname === '/token').map(({ body }) => body)).toEqual([
      'grant_type=refresh_token&refresh_token=r',
      'grant_type=refresh_token&refresh_token=r',
    ])
  })

  it.each([
    { status: 403, says: /answered with 403.*token in the account/ },
    { status: 500, says: /answered with 500.*goes on where this ended/ },
    { status: 404, says: /answered with 404.*interface may have changed/ },
  ])(
    'that is answered with $status says what to do, and nothing of the account',
    async ({ status, says }) => {
      const { base } = await at(() => ({ status, json: { echo: 'secret-token' } }))
      const { pulling } = newPull({ base, token: 'secret-token' })
      const error = await pullSource(pulling, reviewSource({ next: 'next' })).catch((each) => each)
      expect(error.message).toMatch(says)
      expect(JSON.stringify([error, error.message, error.stack])).not.toMatch(/secret-token|since=/)
    },
  )

  it('that is killed or out of time goes on at the page where it was', async () => {
    const { base, asked } = await at(PAGINGS[0]?.answer ?? (() => ({})))
    const pages = PAGINGS[0]?.pages ?? {}
    let pagesLeft = 1
    const { pulling, rows } = newPull({ base, token: 't' }, { hasTime: () => --pagesLeft > 0 })
    expect(await pullSource(pulling, reviewSource(pages))).toMatchObject([{ records: 3, whole: false }])
    const dead = { ...pulling, hasTime: () => true, drop: () => Promise.reject(new Error('killed')) }
    await expect(pullSource(dead, reviewSource(pages))).rejects.toThrow('killed')
    const alive = { ...pulling, hasTime: () => true }
    expect(await pullSource(alive, reviewSource(pages))).toMatchObject([{ records: 4, whole: true }])
    expect(rows('reviews').map(({ review_id }) => review_id)).toEqual(all.map(({ id }) => id))
    expect(asked.at(-1)?.url.searchParams.get('after')).toBe('6')
  })

  it('begins its query again where the page that it was at is forgotten', async () => {
    let forgets = false
    const { base } = await at((one, address) => {
      if (forgets && one.url.searchParams.has('after')) return { status: 410 }
      return PAGINGS[0]?.answer(one, address) ?? {}
    })
    let pagesLeft = 2
    const { pulling } = newPull({ base, token: 't' }, { hasTime: () => --pagesLeft > 0 })
    const source = reviewSource({ cursor: 'next', to: 'query.after', more: 'more' })
    await pullSource(pulling, source)
    forgets = true
    await expect(pullSource({ ...pulling, hasTime: () => true }, source)).rejects.toThrow(/410/)
    forgets = false
    expect(await pullSource({ ...pulling, hasTime: () => true }, source)).toMatchObject([{ whole: true }])
  })

  it('leaves a stream to another pull that was faster', async () => {
    const { base } = await at(() => ({ json: { items: all } }))
    const { pulling } = newPull({ base, token: 't' })
    const other = newPull({ base, token: 't' }, { lake: pulling.lake }).pulling
    const slow = {
      ...pulling,
      drop: async () => void (await pullSource(other, reviewSource({ next: 'next' }))),
    }
    await expect(pullSource(slow, reviewSource({ next: 'next' }))).rejects.toThrow(/Another pull/)
  })

  it('keeps fields that are new, masks what looks like an address, and names those that are gone', async () => {
    let items: object[] = all.map((each) => ({ ...each, colour: 'red' }))
    const { base } = await at(() => ({ json: { items } }))
    const { pulling, rows } = newPull({ base, token: 't' })
    const source = reviewSource({ next: 'next' })
    expect(await pullSource(pulling, source)).toMatchObject([{ added: [], missing: [] }])
    items = Array.from({ length: 12 }, (_, n) => {
      const { text: _text, ...rest } = review(100 + n)
      return { ...rest, mood: 'fine', contact: { mail: 'someone@example.com' } }
    })
    expect(await pullSource(pulling, source)).toMatchObject([
      { records: 12, added: ['contact.mail', 'mood'], missing: ['text'] },
    ])
    const [last] = rows('reviews').slice(-1)
    expect(last).toMatchObject({ mood: 'fine', 'contact.mail': '***', text: null })
    expect(last).not.toHaveProperty('colour')
  })

  it('makes rows that their contract takes', async () => {
    const { base } = await at(() => ({ json: { items: all } }))
    const { pulling, rows } = newPull({ base, token: 't' })
    await pullSource(pulling, reviewSource({ next: 'next' }))
    const reviews = contractNamed('reviews')
    for (const row of rows('reviews'))
      expect(reviews && problemsOf(reviews, row as Record<string, string>, new Date())).toEqual([])
  })

  it('refuses to send an account over plain HTTP, names what the account lacks, and never follows a page to another host', async () => {
    const plain = newPull({ base: 'http://shop.example.com', token: 't' })
    await expect(pullSource(plain.pulling, reviewSource({ next: 'next' }))).rejects.toThrow(
      /no https address/,
    )
    await expect(pullSource(newPull({}).pulling, reviewSource({ next: 'next' }))).rejects.toThrow(
      /lacks token/,
    )
    const { base, asked } = await at((one) => ({
      json: {
        items: [],
        next: one.url.pathname === '/reviews' ? 'https://elsewhere.example.com/more' : null,
      },
    }))
    await pullSource(newPull({ base, token: 't' }).pulling, reviewSource({ next: 'next' }))
    expect(asked.map(({ url }) => url.pathname)).toEqual(['/reviews', '/more'])
  })
})
