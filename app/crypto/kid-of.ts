/** The key that the portal signed its own document with. */
export function kidOf(own: string): string {
  const [header = ''] = own.split('.')
  return JSON.parse(Buffer.from(header, 'base64url').toString()).kid
}
