/** What must be in no message, by what it is. */
export type Canaries = Record<string, string>

type Mail = { source: string } & Partial<Record<'subject' | 'text' | 'html', string | undefined>>

/** Which of them a mail holds, in whatever letters, gaps or encoding. */
export function givenAway({ source, subject = '', text = '', html = '' }: Mail, canaries: Canaries): string[] {
  const whole = bare([source.replaceAll(/=\r?\n/g, ''), inBase64(source), subject, text, html].join('\n'))
  return Object.entries(canaries)
    .filter(([name, canary]) => {
      if (bare(canary) === '') throw new Error(`there is no ${name} to look for`)
      return whole.includes(bare(canary))
    })
    .map(([name]) => name)
}

/** Letters and digits alone, as somebody might copy them. */
function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** What lines of base64 say, part by part. */
function inBase64(source: string): string {
  return source
    .split(/\r?\n\r?\n/)
    .map((part) => part.trim())
    .filter((part) => /^[A-Za-z0-9+/=\s]{20,}$/.test(part))
    .map((part) => Buffer.from(part, 'base64').toString())
    .join('\n')
}
