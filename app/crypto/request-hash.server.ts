import { createHmac } from 'node:crypto'

/** By this a repeated request is known to be the same; keyed, because a birth date in it could otherwise be guessed. */
export function requestHash(pepper: Buffer, request: unknown): Buffer {
  return createHmac('sha256', pepper)
    .update(`request\0${JSON.stringify(request)}`)
    .digest()
}
