import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type RawSettings = { body: string; contentType: string }
export type RawReady = { url: string }

/** The least that Node's own server does: the same bytes for whoever asks. */
const { body, contentType } = JSON.parse(process.argv[2] ?? '') as RawSettings
const bytes = Buffer.from(body)
const headers = { 'Content-Type': contentType, 'Content-Length': bytes.length }
const server = createServer((_request, response) => response.writeHead(200, headers).end(bytes))
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.({ url: `http://127.0.0.1:${port}` } satisfies RawReady)
})
