import type { IncomingMessage } from 'node:http'

/**
 * Was this asked by a program on this machine, by this address? A web page in a browser here is no such program:
 * browsers name its origin, or the name of the host that they took this machine for.
 */
export function isAskedHere({ headers }: IncomingMessage): boolean {
  const { host = '', origin } = headers
  return origin === undefined && /^(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?$/.test(host)
}
