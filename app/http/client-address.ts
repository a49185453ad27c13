import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/** The network address that asks: the peer's own, or what a proxy on this machine says (its entry is the last one). */
export function clientAddress(c: Context): string {
  const peer = peerAddress(c)
  const forwarded = c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim()
  return isLoopback(peer) && forwarded ? forwarded : peer
}

/** Whether the request was made on this machine and not passed on by a proxy. */
export function isFromThisMachine(c: Context): boolean {
  return isLoopback(peerAddress(c)) && !c.req.header('X-Forwarded-For') && !c.req.header('Forwarded')
}

function peerAddress(c: Context): string {
  return (c.env as HttpBindings | undefined)?.incoming?.socket?.remoteAddress ?? ''
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
