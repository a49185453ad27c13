import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { SMTPServerOptions } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { isAddressRefused } from '#app/domain/message/delivery.ts'
import { deliverMail, type Mail } from '#app/mail/smtp.server.ts'
import { ACCOUNT, certificate, type GuardedMailServer, startGuardedMailServer } from './guarded-mail-server.ts'

const MAIL: Mail = {
  id: '3f0c6a52-0000-4000-8000-000000000000',
  to: 'ana@mail.example',
  createdAt: new Date('2026-11-23T12:00:00Z'),
  language: 'uk',
  subject: 'Ваш номер для Accord',
  text: 'Ваш номер',
  html: '<p>Ваш номер</p>',
  ending: null,
}

/** What an operator does with NODE_EXTRA_CA_CERTS for a mail server of the house. */
beforeAll(() => {
  const known = getCACertificates('default')
  setDefaultCACertificates([...known, certificate('localhost')])
  afterAll(() => setDefaultCACertificates(known))
})

async function guarded(...setting: Parameters<typeof startGuardedMailServer>): Promise<GuardedMailServer> {
  const server = await startGuardedMailServer(...setting)
  onTestFinished(() => server.close())
  return server
}

/** Hands it over as `ACCORD_SMTP_URL` says. */
function delivered(
  scheme: 'smtp' | 'smtps',
  port: number,
  { pass = ACCOUNT.pass, host = 'localhost', deadlineMs = 5000 } = {},
) {
  const account = `${encodeURIComponent(ACCOUNT.user)}:${encodeURIComponent(pass)}`
  const server = { smtpUrl: `${scheme}://${account}@${host}:${port}`, from: 'Accord <no-reply@accord.example>' }
  return deliverMail(server, MAIL, { host: 'accord.example', secure: true, deadlineMs })
}

describe('a mail server with an account and TLS', () => {
  test('from the first byte (smtps) takes the mail, whatever letters the password has', async () => {
    const server = await guarded('localhost', { secure: true })
    expect(await delivered('smtps', server.port)).toEqual({ sent: true })
    expect(server.heard).toEqual(['TLS AUTH', 'TLS MAIL FROM'])
    expect(server.received).toMatchObject([{ subject: MAIL.subject, to: MAIL.to }])
  })

  test('by STARTTLS hears the password only inside of it', async () => {
    const server = await guarded('localhost')
    expect(await delivered('smtp', server.port)).toEqual({ sent: true })
    expect(server.heard).toEqual(['TLS AUTH', 'TLS MAIL FROM'])
    expect(server.received[0]?.text).toContain('Ваш номер')
  })

  test('that no longer takes the password gets nothing, and the address is not to blame', async () => {
    const server = await guarded('localhost', { secure: true })
    const answer = await delivered('smtps', server.port, { pass: 'of-last-year' })
    expect(answer).toMatchObject({ sent: false, code: 535 })
    expect(!answer.sent && isAddressRefused(answer)).toBe(false)
    expect(server.heard).toEqual(['TLS AUTH'])
  })
})

type Case = [string, 'localhost' | 'elsewhere', 'smtp' | 'smtps', SMTPServerOptions, { host?: string }]

describe('neither the password nor anybody’s address is said', () => {
  test.each([
    ['to a server that offers no TLS', 'localhost', 'smtp', { disabledCommands: ['STARTTLS'] }, {}],
    ['to a server with another’s certificate', 'elsewhere', 'smtps', { secure: true }, {}],
    ['to one that shows it only after STARTTLS', 'elsewhere', 'smtp', {}, {}],
    [
      'to a server whose certificate is for another name',
      'localhost',
      'smtps',
      { secure: true },
      { host: '127.0.0.1' },
    ],
    ['to one that shows that only after STARTTLS', 'localhost', 'smtp', {}, { host: '127.0.0.1' }],
    ['in plain text where TLS was to come first', 'localhost', 'smtps', { secure: false }, {}],
  ] satisfies Case[])('%s', async (_, name, scheme, setting, to) => {
    const server = await guarded(name, setting)
    const answer = await delivered(scheme, server.port, { deadlineMs: 1000, ...to })
    expect(answer).toMatchObject({ sent: false })
    expect(!answer.sent && isAddressRefused(answer)).toBe(false)
    expect(server.heard).toEqual([])
    expect(server.received).toEqual([])
  })

  test('to a server that says nothing while TLS begins: it is cut off', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    onTestFinished(() => void silent.close())
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    expect(await delivered('smtps', port, { deadlineMs: 50 })).toMatchObject({ sent: false })
  })
})
