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

/** Answers per second under load by one tool for both sides; refuses to give a figure when one answer was wrong. */
export async function answersPerSecond({ url, requests, connections = 16, seconds = 3, expects }: Load) {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [...requests],
    ...(expects !== undefined && { verifyBody: (body) => String(body).includes(expects) }),
  })
  const { errors, timeouts, non2xx, mismatches } = result
  const wrong = errors + timeouts + non2xx + mismatches
  if (wrong > 0)
    throw new Error(`${wrong} wrong answers from ${url}: ${JSON.stringify({ errors, timeouts, non2xx, mismatches })}`)
  return result['2xx'] / result.duration
}
