import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from './browser.ts'
import { is, says } from './expectations.ts'
import type { Gate } from './gate.ts'
import type { Stage } from './stage.ts'

/** She shows her hospital a receipt; its gate says without a network whether Accord sealed it. */
export async function showsReceipt(
  { tell }: Stage,
  { phone }: { phone: Browser },
  { gate }: { gate: Gate },
): Promise<void> {
  tell.chapter('She shows her receipt')
  const history = await phone.get('/sl/history')
  const [, receipt = ''] = /href="(\/sl\/receipts\/[^"]+)"/.exec(history.text) ?? []
  const verifies = async (name: string, text: string) => {
    await writeFile(join(gate.folder, name), text)
    return gate.run('verify-receipt', join(gate.folder, name))
  }
  const jsonLd = await downloads('as JSON-LD', `${receipt}.json`)
  const fhir = await downloads('as a FHIR Consent', `${receipt}/consent.json`)
  await tell.step('she saves it as a PDF', () => phone.get(`${receipt}.pdf`), is(200))
  await tell.step(
    'the gate says that the JSON-LD is genuine',
    () => verifies('receipt.json', jsonLd),
    says(0, /genuine/),
  )
  await tell.step('the gate says that the FHIR is genuine', () => verifies('consent.json', fhir), says(0, /genuine/))
  await tell.step(
    'one changed letter, and it is refused',
    () => verifies('forged.json', jsonLd.replace('ConsentGiven', 'ConsentTaken')),
    says(4, /content-changed/),
  )

  async function downloads(form: string, path: string): Promise<string> {
    const page: Page = await tell.step(`she saves it ${form}`, () => phone.get(path), is(200))
    return page.text
  }
}
