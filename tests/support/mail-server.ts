import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** What the server does with the next attempt; after it, it takes mail as it should. */
export type Mood =
  | 'takes-it'
  | 'mailbox-refused'
  | 'mailbox-busy'
  /** Says only now that it takes nothing from us, whomever it is for. */
  | 'relay-denied'
  | 'text-refused'
  | 'text-busy'
  /** Reads all of it, and never answers. */
  | 'stalls'
  /** Takes the mail, and the connection breaks before its answer is out. */
  | 'drops-after-data'

export type ReceivedMail = Email & { source: string; to: string }

export type MailServer = {
  url: string
  /** One mood for each of the next attempts. */
  moods: Mood[]
  /** What it took, also where nobody heard that it did. */
  received: ReceivedMail[]
  /** Resolves once an attempt stalls. */
  stalled(): Promise<void>
  /** Ends the connections that stall. */
  letGo(): void
  close(): Promise<void>
}

const CODES: Partial<Record<Mood, number>> = {
  'mailbox-refused': 550,
  'mailbox-busy': 450,
  'relay-denied': 554,
  'text-refused': 554,
  'text-busy': 451,
}

const SAID: Partial<Record<Mood, string>> = {
  'mailbox-refused': '5.1.1 No such user here',
  'relay-denied': '5.7.1 Relay access denied',
}

/** A real SMTP server on loopback that a test puts in a mood; without TLS and accounts unless the test says otherwise. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const stalling = Promise.withResolvers<void>()
  const moods: Mood[] = []
  const received: ReceivedMail[] = []
  const moodOf = new Map<string, Mood>()
  const fail = (mood: Mood) => Object.assign(new Error(SAID[mood] ?? mood), { responseCode: CODES[mood] ?? 450 })

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onRcptTo: (_, { id }, done) => {
      const mood = moods.shift() ?? 'takes-it'
      moodOf.set(id, mood)
      done(mood.startsWith('mailbox') || mood === 'relay-denied' ? fail(mood) : null)
    },
    onData: async (stream, { id, envelope }, done) => {
      const mood = moodOf.get(id) ?? 'takes-it'
      const source = await text(stream)
      if (mood === 'stalls') return stalling.resolve()
      if (mood.startsWith('text')) return done(fail(mood))
      const to = envelope.rcptTo[0]?.address ?? ''
      received.push({ ...(await PostalMime.parse(source)), source, to: to as never })
      if (mood === 'drops-after-data') return cutOff(server)
      done()
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    moods,
    received,
    stalled: () => stalling.promise,
    letGo: () => cutOff(server),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** The server's own list of who is connected, which its types leave out. */
function cutOff(server: SMTPServer): void {
  const { connections } = server as unknown as { connections: Set<{ _socket: Socket }> }
  for (const { _socket } of connections) _socket.destroy()
}
