/** What a mail server made of one message: its reply (RFC 5321), why (RFC 3463) where it said so, and to which command. */
export type MailFailure = { code: number | null; status: string | null; command: string | null }

/**
 * Whether a failure is this address's own and final: the server refused the mailbox itself in answer to RCPT TO. Everything
 * else is tried again, and also a refusal there that is about us: many servers only then say that they do not relay for
 * us, or do not like who sends.
 */
export function isAddressRefused({ code, status, command }: MailFailure): boolean {
  if (command !== 'RCPT TO' || code === null) return false
  return status === null ? MAILBOX_REFUSED.has(code) : NO_SUCH_MAILBOX.has(status)
}

/** RFC 5321 §4.2.3. */
const MAILBOX_REFUSED = new Set([550, 551, 553])

/** No such mailbox or domain, no address at all, moved, a domain that takes no mail (RFC 7505 §5), a mailbox closed. */
const NO_SUCH_MAILBOX = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'])
