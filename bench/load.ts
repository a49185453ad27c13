import autocannon from 'autocannon'

export type Load = {
  url: string
  requests: readonly LoadRequest[]
  connections?: number
  seconds?: number
  /** What every answer's body has to contain: a fast wrong answer is no answer. */
  expects?: string
}

export type LoadRequest = { method: 'GET' | 'POST'; path: string; headers?: Record<string, string>; body?: string }

/** Answers per second under load by one tool for both sides; every connection sends the same requests in turn. */
export async function answersPerSecond({ requests, seconds = 3, ...load }: Load): Promise<number> {
  return rateOf(await fired({ ...load, duration: seconds, requests: [...requests] }))
}

/** As many answers as V8 has to see before it compiles what gives them for good, or ten seconds of them. */
export async function warmUp(load: Load): Promise<void> {
  let answers = 0
  for (let second = 0; second < 10 && answers < 20_000; second++)
    answers += await answersPerSecond({ ...load, seconds: 1 })
}

/** The same where a request may be sent once only: each of them is, whichever connection is free. */
export async function answersPerSecondOnceEach({ requests, ...load }: Omit<Load, 'seconds'>): Promise<number> {
  const waiting = [...requests]
  const next = (template: object) => ({ ...template, ...waiting.pop() })
  return rateOf(await fired({ ...load, amount: requests.length, sampleInt: 10, requests: [{ setupRequest: next }] }))
}

const CONNECTIONS = 16

type Result = Awaited<ReturnType<typeof autocannon>>

/** Refuses to give a figure when one answer was wrong. */
async function fired({ expects, ...options }: autocannon.Options & { expects?: string }): Promise<Result> {
  const verifyBody = expects === undefined ? {} : { verifyBody: (body: unknown) => String(body).includes(expects) }
  const result = await autocannon({ connections: CONNECTIONS, ...options, ...verifyBody })
  const { errors, timeouts, non2xx, mismatches } = result
  if (errors + timeouts + non2xx + mismatches > 0) {
    throw new Error(`wrong answers from ${options.url}: ${JSON.stringify({ errors, timeouts, non2xx, mismatches })}`)
  }
  return result
}

function rateOf(result: Result): number {
  return result['2xx'] / result.duration
}
