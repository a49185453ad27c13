import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { DemoMail } from '#app/portal.server.ts'

const MOST_KEPT = 100

export type Mailbox = { smtpUrl: string; read(): DemoMail[]; close(): Promise<void> }

/** The demo's own mail server: it takes every message on loopback, keeps the last of them in memory and sends none on. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: DemoMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: 1024 * 1024,
    onData: async (stream, { envelope }, done) => {
      const mail = await readMail(await text(stream), envelope.rcptTo[0]?.address ?? '')
      mails.unshift(mail)
      mails.length = Math.min(mails.length, MOST_KEPT)
      done()
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    read: () => [...mails],
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

async function readMail(source: string, to: string): Promise<DemoMail> {
  const { subject = '', text = '', messageId = '', headers } = await PostalMime.parse(source)
  const language = headers.find(({ key }) => key === 'content-language')?.value ?? 'en'
  return { id: messageId, to, language, subject, text }
}
