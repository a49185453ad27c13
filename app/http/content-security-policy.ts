/** What a page may load: our own files; script only where the page opted in, and then only by its nonce. */
export function contentSecurityPolicy({ nonce }: { nonce?: string } = {}): string {
  return [
    `default-src 'none'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    nonce ? `script-src 'nonce-${nonce}' 'strict-dynamic'` : `script-src 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `form-action 'self'`,
  ].join('; ')
}
