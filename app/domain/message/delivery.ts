/** What a mail server made of one message: RFC 5321 reply codes, and the command that was answered. */
export type MailFailure = { code: number | null; command: string | null }

/**
 * Whether a failure is this address's own and final: the server refused the mailbox itself (5xx to RCPT TO). Everything
 * else, also a 5xx to the sign-in, the sender or the text, may be the server's trouble and is tried again.
 */
export function isAddressRefused({ code, command }: MailFailure): boolean {
  return command === 'RCPT TO' && code !== null && code >= 500 && code <= 599
}
