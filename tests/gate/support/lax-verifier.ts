import { text } from 'node:stream/consumers'
import { createLocalJWKSet, jwtVerify } from 'jose'

/** What somebody writes in an afternoon: a good library and nothing else. Made to be caught. */
for (const line of (await text(process.stdin)).split('\n').filter(Boolean)) {
  const { token, trust } = JSON.parse(line)
  const { issuer, audience, jwks } = trust
  const outcome = await jwtVerify(token, createLocalJWKSet(jwks), { issuer, audience }).then(
    () => 'permit',
    () => 'deny',
  )
  console.log(JSON.stringify({ outcome }))
}
