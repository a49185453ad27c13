/** Whether events may be pushed to this address: https, nothing secret in the URL. In a demo also http. */
export function isPushEndpoint(text: string, { demo }: { demo: boolean }): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, hash } = new URL(text)
  const isSecure = protocol === 'https:' || (demo && protocol === 'http:')
  return isSecure && username === '' && password === '' && hash === ''
}
