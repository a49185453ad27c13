import { type Browser, type Page, wordsOf } from './browser.ts'
import { at, is } from './expectations.ts'
import type { Contributor } from './says-yes.ts'
import type { Stage } from './stage.ts'

const LATEST_MS = 15_000

/** Asks for e-mails about what she asks Accord to do, and for no others; returns her address. */
export async function asksForMail({ tell, pseudonym }: Stage, { phone }: Contributor): Promise<string> {
  tell.chapter('She wants to be written to, about her withdrawals alone')
  const address = `${pseudonym.slice(-12)}@mail.example`
  await tell.step(
    'she gives an address and ticks one kind of message',
    () => phone.post('/sl/messages', { act: 'give', address, kinds: 'withdrawal' }),
    at('/sl/messages'),
  )
  const number = await tell.step(
    'a number comes to it',
    () => mailTo(phone, address, /\b\d{6}\b/),
    (found) => (found ? null : 'no number came'),
  )
  await tell.step(
    'she types it',
    () => phone.post('/sl/messages', { act: 'confirm', number: number ?? '' }),
    (page) => (wordsOf(page).includes(address) ? null : wordsOf(page).slice(0, 300)),
  )
  return address
}

/** She reads that hospitals have answered, in the language in which she gave the address, and ends all messages. */
export async function wasWrittenTo({ tell, pseudonym }: Stage, phone: Browser, address: string): Promise<void> {
  tell.chapter('She was written to, and ends it')
  const told = await tell.step(
    'a message says that there is news about what she asked for, and not what it was',
    () => mailTo(phone, address, /kar ste nas prosili/i),
    (found) => (found ? null : 'no message came'),
  )
  const mails = mailsTo(await phone.get('/sl/mailbox'), address).join('\n')
  await tell.step(
    'none of her messages says who she is to her hospital, or that it is about lungs',
    async () => [pseudonym, 'pljuč', 'lung', 'rak'].filter((word) => mails.toLowerCase().includes(word)),
    (found) => (told && found.length === 0 ? null : `it says ${found.join()}`),
  )
  const [, ending = ''] = /href="[^"]*(\/\w\w\/no-messages\/[^"]+)"/.exec(mails) ?? []
  await tell.step('the link to end them opens without a sign-in', () => phone.get(ending), is(200))
  await tell.step('one tap ends them', () => phone.post(ending, {}), is(200))
}

/** The first words of this kind in a message to her, once it has come; null where none comes. */
async function mailTo(phone: Browser, address: string, words: RegExp): Promise<string | null> {
  for (const until = Date.now() + LATEST_MS; Date.now() < until; ) {
    const [found] = mailsTo(await phone.get('/sl/mailbox'), address).flatMap((mail) => words.exec(mail)?.[0] ?? [])
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return null
}

function mailsTo({ text }: Page, address: string): string[] {
  return (text.match(/<article[\s\S]*?<\/article>/g) ?? []).filter((mail) => mail.includes(address))
}
