import { readFileSync } from 'node:fs'
import type { SMTPServerOptions } from 'smtp-server'
import { type MailServer, startMailServer } from '#tests/support/mail-server.ts'

export const ACCOUNT = { user: 'accord', pass: 'open: sesame@42' }

export type GuardedMailServer = MailServer & {
  port: number
  /** What it heard, each with whether TLS was around it. */
  heard: string[]
}

/** A key, and a certificate that it signed for itself, good until 2120; they open nothing. */
export function certificate(name: 'localhost' | 'elsewhere'): string {
  return readFileSync(new URL(`certificates/${name}.pem`, import.meta.url), 'utf8')
}

/** A mail server that wants an account. */
export async function startGuardedMailServer(
  name: 'localhost' | 'elsewhere',
  { secure = false, disabledCommands = [] }: Pick<SMTPServerOptions, 'secure' | 'disabledCommands'> = {},
): Promise<GuardedMailServer> {
  const heard: string[] = []
  const pem = certificate(name)
  const server = await startMailServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands,
    secure,
    key: pem,
    cert: pem,
    onAuth: ({ username, password }, session, done) => {
      heard.push(`${session.secure ? 'TLS' : 'plain'} AUTH`)
      if (username === ACCOUNT.user && password === ACCOUNT.pass) return done(null, { user: username })
      done(Object.assign(new Error('no such account'), { responseCode: 535 }))
    },
    onMailFrom: (_, session, done) => {
      heard.push(`${session.secure ? 'TLS' : 'plain'} MAIL FROM`)
      done()
    },
  })
  return { ...server, heard, port: Number(new URL(server.url).port) }
}
