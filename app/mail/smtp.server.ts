import { connect, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import type { MailFailure } from '../domain/message/delivery.ts'

/** A letter as it goes over the wire: equal for equal input, byte for byte. */
export type Mail = {
  id: string
  to: string
  createdAt: Date
  language: string
  subject: string
  text: string
  html: string
  ending: string | null
}

export type Delivery = { sent: true } | ({ sent: false } & MailFailure)

type Server = { smtpUrl: string; from: string }
type Rules = {
  /** The portal's own host, to the right of the `@` in each `Message-ID`. */
  host: string
  /** Refuses a server without TLS. */
  secure: boolean
  /** After how long one attempt is cut off, whatever the server is doing. */
  deadlineMs?: number
}

const DEADLINE_MS = 60_000

/** Hands one mail to the server on a connection of its own, which ends with the attempt. */
export async function deliverMail(
  { smtpUrl, from }: Server,
  mail: Mail,
  { host, secure, deadlineMs = DEADLINE_MS }: Rules,
): Promise<Delivery> {
  const server = new URL(smtpUrl)
  const socket = connect(Number(server.port || (server.protocol === 'smtps:' ? 465 : 587)), server.hostname)
  const cutOff = Promise.withResolvers<never>()
  const deadline = setTimeout(() => cutOff.reject(new Error('the server took too long')), deadlineMs)
  const transport = createTransport({
    url: smtpUrl,
    requireTLS: secure,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_, done) => {
      connected(socket).then(
        () => done(null, { connection: socket }),
        (error) => done(error, false),
      )
    },
  })
  try {
    await Promise.race([transport.sendMail(envelopeOf(from, mail, host)), cutOff.promise])
    return { sent: true }
  } catch (error) {
    return { sent: false, ...failureOf(error) }
  } finally {
    clearTimeout(deadline)
    transport.close()
    socket.destroy()
  }
}

/** Our own socket, so that an attempt can be cut off whatever the server is doing. */
function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('the connection was closed')))
  })
}

/** Nothing in it is drawn anew: a second attempt can be told from a second message. */
function envelopeOf(from: string, mail: Mail, host: string) {
  const { id, to, createdAt, language, subject, text, html, ending } = mail
  return {
    from,
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: `<${id}@${host}>`,
    date: createdAt,
    baseBoundary: id,
    xMailer: false as const,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
      // RFC 8058 §3.1
      ...(ending && { 'List-Unsubscribe': `<${ending}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
  }
}

function failureOf(error: unknown): MailFailure {
  const { responseCode, response, command } = error as { responseCode?: number; response?: string; command?: string }
  const [, status = null] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '') ?? []
  return { code: responseCode ?? null, status, command: command ?? null }
}
