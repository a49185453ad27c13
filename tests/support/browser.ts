/** Something that keeps cookies and sends forms as a browser without script does. */
export type Browser = {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** A form with a file in it is handed in whole. */
  post(path: string, fields: Record<string, string> | FormData, headers?: Record<string, string>): Promise<Response>
  cookies: Map<string, string>
}

export function aBrowser(origin: string): Browser {
  const cookies = new Map<string, string>()
  const send = async (path: string, init: RequestInit, headers: Record<string, string>) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(origin + path, { ...init, redirect: 'manual', headers: { ...headers, cookie } })
    for (const line of response.headers.getSetCookie()) keep(cookies, line)
    return response
  }
  return {
    cookies,
    get: (path, headers = {}) => send(path, {}, headers),
    post: (path, fields, headers = {}) =>
      send(
        path,
        { method: 'POST', body: fields instanceof FormData ? fields : new URLSearchParams(fields) },
        { 'Sec-Fetch-Site': 'same-origin', ...headers },
      ),
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  if (/max-age=0/i.test(line)) cookies.delete(name)
  else cookies.set(name, value)
}
