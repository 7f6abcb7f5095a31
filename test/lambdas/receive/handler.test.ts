import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Alert } from '../../../lambdas/alert.ts'
import { receiveLambda, SECRETS } from './receive-lambda.ts'
import { sign } from './sign.ts'

let lambda: Awaited<ReturnType<typeof receiveLambda>>

beforeAll(async () => {
  lambda = await receiveLambda()
})
afterAll(() => lambda.moto.stop())

const review = (changes: object = {}) => ({
  review_id: 'r1',
  source: 'shop',
  rating: 5,
  text: 'All good',
  store_id: 's1',
  posted_at: '2026-03-01T10:00:00Z',
  ...changes,
})

const postReviews = (...reviews: object[]) => {
  const body = JSON.stringify({ reviews })
  return lambda.post('generic', body, sign.generic(SECRETS.generic, body))
}

const received = async () => (await lambda.waiting()).map((body) => JSON.parse(body))

describe('the receive function', () => {
  it('keeps what a webhook holds and answers with a receipt, the same for the same webhook', async () => {
    const first = await postReviews(review())
    expect(first).toEqual({
      status: 202,
      receipt: expect.stringMatching(/^[0-9a-f]{64}$/),
      rows: 1,
      problems: [],
    })
    expect(await postReviews(review())).toEqual(first)
    const [kept] = await received()
    expect(kept).toMatchObject({
      source: 'generic',
      receipt: first.receipt,
      rows: [{ extract: 'reviews', cells: { review_id: 'r1', rating: '5', text: 'All good' } }],
    })
  })

  it('makes the answers of a form of Typeform rows, one for each question with a score', async () => {
    const answers = [
      { type: 'number', number: 9, field: { id: 'a', type: 'opinion_scale', ref: 'nps' } },
      { type: 'number', number: 4, field: { id: 'b', type: 'rating', ref: 'csat' } },
      { type: 'text', text: 'Quick till', field: { id: 'c', type: 'long_text', ref: 'comment' } },
      { type: 'email', email: 'someone@example.com', field: { id: 'd', type: 'email', ref: 'email' } },
    ]
    const body = JSON.stringify({
      event_id: 'LtWXD3crgy',
      event_type: 'form_response',
      form_response: {
        form_id: 'lT4Z3j',
        token: 'a3a12ec67a',
        landed_at: '2026-01-18T18:07:02Z',
        submitted_at: '2026-01-18T18:17:02Z',
        hidden: { store_id: 's1' },
        answers,
      },
    })
    expect(await lambda.post('typeform', body, sign.typeform(SECRETS.typeform, body))).toMatchObject({
      status: 202,
      rows: 2,
      problems: [],
    })
    const [{ rows, happened_at }] = await received()
    expect(happened_at).toBe('2026-01-18T18:17:02.000Z')
    const row = { response_id: 'a3a12ec67a', store_id: 's1', channel: 'web', comment: 'Quick till' }
    expect(rows).toMatchObject([
      { extract: 'survey_answers', cells: { ...row, metric: 'nps', score: '9' } },
      { extract: 'survey_answers', cells: { ...row, metric: 'csat', score: '4' } },
    ])
    expect(JSON.stringify(rows)).not.toContain('someone@example.com')
  })

  it('makes a ticket of Zendesk a case, a rating an answer, and of other events nothing', async () => {
    const detail = {
      id: '35436',
      type: 'question',
      requester_id: '7',
      via: { channel: 'web' },
      created_at: '2026-04-17T17:18:10Z',
      description: 'Where is it?',
    }
    const post = (content: object) => {
      const body = JSON.stringify({ time: '2026-04-17T17:18:10Z', ...content })
      return lambda.post('zendesk', body, sign.zendesk('an old secret of zendesk', body))
    }
    expect(await post({ type: 'zen:event-type:ticket.created', detail })).toMatchObject({
      rows: 1,
      problems: [],
    })
    const satisfaction = { rating: 'Bad', comment: 'Nobody called back' }
    expect(await post({ ticket_id: 35436, requester_id: 7, satisfaction })).toMatchObject({
      rows: 1,
      problems: [],
    })
    expect(await post({ type: 'zen:event-type:user.created', detail })).toMatchObject({
      status: 202,
      rows: 0,
    })
    const rows = (await received()).flatMap((each) => each.rows)
    expect(rows).toMatchObject([
      { extract: 'service_cases', cells: { case_id: '35436', channel: 'web_form', reopened_count: '0' } },
      { extract: 'survey_answers', cells: { response_id: 'zendesk-35436', metric: 'csat', score: '1' } },
    ])
  })

  it('takes reviews of Judge.me', async () => {
    const body = JSON.stringify({
      id: 309836503,
      title: 'Great',
      body: 'Great buy!',
      rating: 5,
      product_external_id: 5280573096092,
      reviewer: { external_id: 2861585334295, email: 'someone@example.com', name: 'Someone' },
      created_at: '2026-05-12T04:38:32+00:00',
    })
    expect(await lambda.post('judgeme', body, sign.judgeme(SECRETS.judgeme, body))).toMatchObject({
      status: 202,
      rows: 1,
      problems: [],
    })
    const [{ rows }] = await received()
    expect(rows[0].cells).toMatchObject({
      review_id: '309836503',
      source: 'judge.me',
      product_id: '5280573096092',
    })
    expect(JSON.stringify(rows)).not.toMatch(/someone/i)
  })

  it('asks for a pull where an event of Qualtrics says that a response is complete, and not where it is forged', async () => {
    const message = JSON.stringify({ Status: 'Complete', SurveyID: 'SV_1', ResponseID: 'R_1' })
    const forged = sign.qualtrics('another secret', message)
    expect(await lambda.post('qualtrics', forged, {})).toMatchObject({ status: 401 })
    expect(await lambda.pulls()).toEqual([])
    const signed = sign.qualtrics(SECRETS.qualtrics, message)
    expect(await lambda.post('qualtrics', signed, {})).toMatchObject({ status: 202, rows: 0 })
    expect(await lambda.pulls()).toEqual(['{"source":"qualtrics"}'])
    expect(await received()).toEqual([])
  })

  it('says which rows break their contract, without repeating what stands in them, and keeps them for quarantine', async () => {
    const answer = await postReviews(review(), review({ review_id: 'r2', rating: 'a secret' }))
    expect(answer).toMatchObject({
      status: 202,
      rows: 2,
      problems: [{ row: 2, extract: 'reviews', column: 'rating', reason: expect.stringMatching(/number/) }],
    })
    expect(JSON.stringify(answer)).not.toContain('a secret')
    expect((await received())[0].rows).toHaveLength(2)
  })

  const JSON_BODY = '{"reviews":[]}'
  const signed = (body: string | Buffer) => sign.generic(SECRETS.generic, body)
  const old = new Date(Date.now() - 600_000)
  it.each([
    {
      what: 'unsigned',
      body: JSON_BODY,
      headers: {},
      status: 401,
      says: /Unsigned: there is no webhook-signature/,
    },
    {
      what: 'signed with another secret',
      body: JSON_BODY,
      headers: sign.generic('x', JSON_BODY),
      status: 401,
      says: /not the signature/,
    },
    {
      what: 'replayed',
      body: JSON_BODY,
      headers: sign.generic(SECRETS.generic, JSON_BODY, old),
      status: 401,
      says: /more than 5 minutes/,
    },
    {
      what: 'oversized',
      body: 'x'.repeat(20_001),
      headers: {},
      status: 413,
      says: /20001 bytes, where 20000 are allowed/,
    },
    { what: 'malformed', body: '{"reviews":', headers: signed('{"reviews":'), status: 400, says: /not JSON/ },
    { what: 'empty', body: '', headers: signed(''), status: 400, says: /not JSON/ },
    {
      what: 'no object',
      body: '[1]',
      headers: signed('[1]'),
      status: 400,
      says: /must be an object.*reviews/,
    },
    {
      what: 'of an unknown extract',
      body: '{"a":[]}',
      headers: signed('{"a":[]}'),
      status: 400,
      says: /no extract.*reviews/,
    },
    {
      what: 'without a list',
      body: '{"reviews":1}',
      headers: signed('{"reviews":1}'),
      status: 400,
      says: /list of objects/,
    },
    {
      what: 'not UTF-8',
      body: Buffer.from([0x7b, 0xff, 0x7d]),
      headers: signed(Buffer.from([0x7b, 0xff, 0x7d])),
      status: 400,
      says: /not UTF-8/,
    },
  ])(
    'refuses a webhook that is $what with $status, and keeps nothing',
    async ({ body, headers, status, says }) => {
      expect(await lambda.post('generic', body, headers)).toEqual({
        status,
        error: expect.stringMatching(says),
      })
      expect(await received()).toEqual([])
    },
  )

  it('names the addresses that there are where a source is none', async () => {
    expect(await lambda.post('nobody', '{}', {})).toEqual({
      status: 404,
      error: expect.stringMatching(/\/webhooks\/generic, .*\/webhooks\/zendesk/),
    })
  })

  it('tells the event bus of a low score and of angry words, with nothing of the customer', async () => {
    await lambda.alerts()
    await postReviews(
      review({ review_id: 'fine' }),
      review({ review_id: 'low', rating: 1, customer_id: 'c-secret', text: 'Call me: 555 0100' }),
      review({ review_id: 'angry', rating: 4, text: 'Das Personal war eine FRECHHEIT!' }),
      review({ review_id: 'word within', rating: 4, text: 'We discuss scampi' }),
      review({ review_id: 'broken', rating: 0 }),
    )
    const events = await lambda.alerts()
    const alerts = events.map(({ detail }) => Alert.parse(detail))
    expect(alerts.map(({ kind, score }) => [kind, score]).sort()).toEqual([
      ['angry_comment', 4],
      ['low_score', 1],
    ])
    expect(JSON.stringify(events)).not.toMatch(/secret|555|FRECHHEIT/)
    await received()
  })

  it('gives the same alert the same identity, however often the webhook comes', async () => {
    const low = {
      metric: 'nps',
      score: 2,
      response_id: 'a',
      channel: 'web',
      answered_at: '2026-03-01T10:00:00Z',
    }
    const body = JSON.stringify({ survey_answers: [low] })
    for (const id of ['msg_1', 'msg_2'])
      await lambda.post('generic', body, sign.generic(SECRETS.generic, body, new Date(), id))
    const [first, second] = await lambda.alerts()
    expect(first.detail.alert_id).toBe(second.detail.alert_id)
    await received()
  })
})
