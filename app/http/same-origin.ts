/** Whether a request that changes something was sent from our own pages; asked of every form before a cookie is read. */
export function isFromOurPages(request: Request, origin: string): boolean {
  if (SAFE_METHODS.has(request.method) || ONE_CLICK.test(new URL(request.url).pathname)) return true
  const site = request.headers.get('Sec-Fetch-Site')
  return site ? site === 'same-origin' || site === 'none' : request.headers.get('Origin') === origin
}

/** A mail program sends this form by itself (RFC 8058 §3.2). It reads no cookie; its secret is in the address. */
const ONE_CLICK = /^\/[^/]+\/no-messages\/[\w-]+$/

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
