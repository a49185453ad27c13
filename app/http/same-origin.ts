/** Whether a request that changes something was sent from our own pages; asked of every form before a cookie is read. */
export function isFromOurPages(request: Request, origin: string): boolean {
  if (SAFE_METHODS.has(request.method)) return true
  const site = request.headers.get('Sec-Fetch-Site')
  return site ? site === 'same-origin' || site === 'none' : request.headers.get('Origin') === origin
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
