import { encode } from 'uqr'
import type { Snapshot } from '../domain/consent/events.ts'
import { SEAL_MARK } from '../domain/receipt/seal.ts'
import { inGroups } from '../i18n/in-groups.ts'
import type { Translate } from '../i18n/translate.ts'
import { newPaper, type Paper } from './paper.server.ts'

export type PrintedReceipt = {
  id: string
  language: string
  at: Date
  heading: string
  follows: string
  facts: { term: string; text: string }[]
  snapshot: Snapshot
  /** SHA-256 of the record, in hexadecimal. */
  digest: string
  /** Where whoever holds the paper can see that we sealed this digest. */
  address: string
  /** The same receipt for machines, sealed. */
  jsonLd: Buffer
}

/** A receipt on paper, in the words of then, with a place for its seal behind the end of the file. */
export async function receiptPdf(t: Translate, receipt: PrintedReceipt): Promise<Buffer> {
  const { id, language, at, heading, follows, facts, snapshot, jsonLd } = receipt
  const paper = newPaper({ title: `${t('receipt:eyebrow')}: ${heading}`, language, at })
  paper.heading(1, `${t('receipt:eyebrow')}: ${heading}`)
  for (const { term, text } of facts) paper.fact(term, text)
  paper.heading(2, t('receipt:follows-heading'))
  paper.text(follows)
  writeSnapshot(paper, t, snapshot)
  writeProof(paper, t, receipt)
  const name = `accord-receipt-${id}.json`
  paper.attach(jsonLd, { name, type: 'application/ld+json', description: t('receipt-files:attached') })
  const file = await paper.finish((page, pages) => t('receipt-files:page', { page, pages }))
  return Buffer.concat([file, Buffer.from(`\n%${SEAL_MARK}\n`)])
}

function writeSnapshot(paper: Paper, t: Translate, { language, title, paragraphs, answers, summary }: Snapshot): void {
  if (answers.length > 0) {
    paper.heading(2, t('receipt:answers'))
    for (const { question, answer } of answers) paper.fact(question, answer, language)
  }
  paper.heading(2, t('receipt:means'))
  paper.list(summary, language)
  paper.heading(2, t('receipt:shown'))
  paper.heading(3, title, language)
  for (const { heading, text } of paragraphs) {
    if (heading) paper.heading(3, heading, language)
    if (text) paper.text(text, { language })
  }
}

function writeProof(paper: Paper, t: Translate, { address, digest }: PrintedReceipt): void {
  paper.heading(2, t('receipt-files:check-heading'))
  paper.text(t('receipt-files:check-text'))
  paper.square(encode(address, { ecc: 'L', border: 0 }).data, t('receipt-files:square'))
  paper.fact(t('receipt-files:digest'), inGroups(digest))
  paper.text(t('receipt-files:attached'), { small: true })
}
