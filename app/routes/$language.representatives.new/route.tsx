import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { LONGEST_YEARS, type OfferRefusal } from '#app/domain/access/representation-offer.ts'
import { dayOf, yearsAfter } from '#app/domain/day.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { requireContributor } from '#app/http/session.server.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { confirmPin } from '#app/services/confirm-pin.server.ts'
import { nameRepresentative } from '#app/services/name-representative.server.ts'
import { readRepresentatives } from '#app/services/read-representatives.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { NamingForm } from './naming-form.tsx'
import { namingSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('representatives:new.title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id } = await requireContributor(request, context)
  const language = languageFor(request)
  const { programmes } = await readRepresentatives(context.portal, id, language)
  const today = dayOf(context.portal.clock.now())
  return {
    programmes: programmes.map((programme) => ({ id: programme.id, name: programmeName(programme, language) })),
    ...{ first: today, last: yearsAfter(today, LONGEST_YEARS) },
  }
}

/** The PIN once more, because whoever is named here may act for her. */
export async function action({ request, context: { portal, ...context } }: ActionFunctionArgs) {
  const { id: contributorId } = await requireContributor(request, { portal, ...context })
  const read = await readForm(request, namingSchema, { secrets: ['pin'] })
  if (!read.ok) return formAgain(read.errors, read.typed)
  const { name, acts, programmes, first_day: firstDay, last_day: lastDay, pin } = read.values
  if (!(await confirmPin(portal, { contributorId, pin }))) return formAgain({ pin: 'pin-not-matched' }, read.typed)

  const scope = { programmes: programmes.includes('all') ? ('all' as const) : programmes, acts }
  const named = await nameRepresentative(portal, { contributorId, scope, firstDay, lastDay, name })
  if (!named.ok) return formAgain({ [FIELD_OF[named.refusal]]: named.refusal }, read.typed)
  return redirect(`/${languageFor(request)}/representatives`, 303)
}

const FIELD_OF: Record<OfferRefusal | 'person-died', string> = {
  'representation-without-act': 'acts',
  'representation-without-programme': 'programmes',
  'representation-start-in-past': 'first_day',
  'representation-end-in-past': 'last_day',
  'representation-ends-before-start': 'last_day',
  'representation-too-long': 'last_day',
  'representation-too-many': 'form',
  'person-died': 'form',
}

/** Somebody is named who may act for me: for what, for which programmes and until when. */
export default function NamingPage() {
  const { t, language } = useWords()
  const offered = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <ErrorSummary
        errors={again?.errors}
        labels={{
          name: t('representatives:new.name'),
          first_day: t('representatives:new.first'),
          last_day: t('representatives:new.last'),
        }}
      />
      <Heading>{t('representatives:new.title')}</Heading>
      <Lead>{t('representatives:new.lead')}</Lead>
      <NamingForm {...offered} errors={again?.errors ?? {}} typed={again?.typed ?? {}} />
      <p>
        <a href={`/${language}/representatives`}>{t('representatives:title')}</a>
      </p>
    </>
  )
}
