import type { Question, QuestionOption } from '#app/domain/consent/form.ts'
import { type SentOption, type SentQuestion, sentOptions } from './schema.ts'

/** The draft's questions with the one that was sent, at the place where it was asked to be. */
export function questionsWith(questions: readonly Question[], before: string, sent: SentQuestion): Question[] {
  const others = questions.filter(({ id }) => id !== before)
  if (sent.intent === 'remove') return others
  const place = sent.place === undefined ? others.length : Math.max(0, Number(sent.place) - 1)
  return [...others.slice(0, place), questionFrom(sent), ...others.slice(place)]
}

function questionFrom(sent: SentQuestion): Question {
  const options = sentOptions(sent).map(optionFrom)
  return { id: sent.name, ...(sent.several === 'as-many' && { several: true }), options }
}

function optionFrom(sent: SentOption & { value: string }): QuestionOption {
  const { value, outcome, scans, use_years, recontact, findings, after_death, leads_to } = sent
  const adds = addsFrom(sent)
  const led = leads_to?.split(/\s+/).filter(Boolean) ?? []
  return {
    value,
    ...(outcome && { outcome }),
    ...(adds && { adds }),
    ...(scans && { scans }),
    ...(use_years && { use_years: Number(use_years) }),
    ...(recontact && { recontact: recontact === 'yes' }),
    ...(findings && { incidental_findings: findings }),
    ...(after_death && { after_death }),
    ...(led.length > 0 && { leads_to: led }),
  }
}

function addsFrom({ purpose, recipient, region, countries, data }: SentOption): QuestionOption['adds'] {
  const places = [...region, ...(countries?.split(/\s+/) ?? [])]
  const adds = {
    ...(purpose.length > 0 && { purpose }),
    ...(recipient.length > 0 && { recipient }),
    ...(places.length > 0 && { region: places }),
    ...(data.length > 0 && { data }),
  }
  return Object.keys(adds).length > 0 ? adds : undefined
}
