import { altruismChoices } from '#app/domain/consent/altruism-choices.ts'
import type { Form } from '#app/domain/consent/form.ts'
import { formSnapshot, pageSnapshot } from '#app/domain/consent/snapshot.ts'
import { answersSummary } from '#app/i18n/answers-summary.ts'
import { altruismSummary } from '#app/i18n/choice-summary.ts'
import { isLanguage, type Language } from '#app/i18n/languages.ts'
import { type Translate, translateInto } from '#app/i18n/translate.ts'
import type { Portal } from '#app/portal.server.ts'
import { confirmAnswers } from '#app/services/confirm-answers.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { saveDraft } from '../queries/drafts.server.ts'
import type { Role } from './cast.ts'
import { daysAgo, portalAt } from './days-ago.ts'
import type { SeededHospital } from './hospitals.server.ts'
import type { World } from './people.server.ts'

/** What a person did, in the order in which she did it, each at its own past time. */
export async function choose(
  portal: Portal,
  { forms, words }: World,
  hospital: SeededHospital,
  role: Role,
  contributorId: string,
): Promise<void> {
  const form = forms[role.programme]
  const language = isLanguage(role.language) ? role.language : 'en'
  if (!form) throw new Error(`the demo has no form for ${role.programme}`)
  const t = translateInto(language, words)
  const answered = portalAt(portal, daysAgo(portal, role.answeredDaysAgo))
  const changed = portalAt(portal, daysAgo(portal, role.changedDaysAgo))

  await answerForm(answered, t, language, { form, role, contributorId })
  if (role.altruism) await wish(answered, t, language, { role, contributorId })
  if (role.state === 'withdrawn') {
    const snapshot = pageSnapshot(language, form.words[language]?.title ?? '', [], [t('summary:refused')])
    await withdrawConsent(changed, { contributorId, programmeId: form.programmeId, tier: 'stop', snapshot })
  }
  if (role.state === 'objected') {
    const snapshot = pageSnapshot(language, t('codes:state.objected'), [], [t('codes:state.objected')])
    await objectToUse(changed, { contributorId, country: hospital.demo.country, snapshot })
  }
}

type Person = { form: Form; role: Role; contributorId: string }

async function answerForm(portal: Portal, t: Translate, language: Language, { form, role, contributorId }: Person) {
  const now = portal.clock.now()
  const { programmeId } = form
  const summary = answersSummary(t, language, form, role.answers, { at: now, before: null })
  await portal.db.as({ subject: contributorId }, (tx) =>
    saveDraft(tx, { contributorId, programmeId }, { formId: form.id, answers: role.answers }, now),
  )
  const snapshot = formSnapshot(form, language, role.answers, summary)
  const decision = await confirmAnswers(portal, { contributorId, programmeId, formId: form.id, snapshot })
  if (!decision.ok) throw new Error(`a person of the demo was refused: ${decision.refusal}`)
}

/** Wishes beyond the programme, for companies too. */
async function wish(portal: Portal, t: Translate, language: Language, { role, contributorId }: Omit<Person, 'form'>) {
  const mode = role.altruism ?? 'leave-me-out'
  const choices = altruismChoices({ mode, companies: true, reports: false })
  const summary = altruismSummary(t, language, mode, choices)
  const snapshot = pageSnapshot(language, t(`summary:${mode}`), [], summary)
  await preferAltruism(portal, { contributorId, mode, choices, snapshot })
}
