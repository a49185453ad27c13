import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '#app/domain/day.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireClerk } from '#app/http/session.server.ts'
import { readDeaths } from '#app/services/read-deaths.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { DayField } from '#app/ui/day-field.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { actOnDeath } from './act-on-death.server.ts'
import { Reports } from './reports.tsx'
import { deathSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('after-death:report.title'), area: 'staff' }

const OUTCOMES = { enter: 'entered', confirm: 'confirmed', 'take-back': 'taken-back' } as const

export async function loader({ request, context }: LoaderFunctionArgs) {
  const clerk = await requireClerk(request, context)
  const done = new URL(request.url).searchParams.get('done')
  return {
    deaths: await readDeaths(context.portal, clerk),
    done: Object.values(OUTCOMES).find((outcome) => outcome === done) ?? null,
    today: dayOf(context.portal.clock.now()),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const clerk = await requireClerk(request, context)
  const read = await readForm(request, deathSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const errors = await actOnDeath(context.portal, clerk, read.values)
  if (errors?.form === 'not-allowed') throw refusalPage('not-allowed')
  if (errors) return formAgain(errors, read.typed)
  return redirect(`/${languageFor(request)}/staff/desk/death?done=${OUTCOMES[read.values.intent]}`, 303)
}

/** A hospital's clerks report a death: one enters it, another one confirms it. */
export default function DeathPage() {
  const { t } = useWords()
  const { deaths, done, today } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <StaffNav at="desk" />
      <ErrorSummary
        errors={again?.errors}
        labels={{ pseudonym: t('corrections:number'), died_on: t('after-death:report.died-on') }}
      />
      {done && !again && (
        <Notice tone="good">
          <p>{t(`after-death:report.${done}`)}</p>
        </Notice>
      )}
      <Heading>{t('after-death:report.title')}</Heading>
      <Lead>{t('after-death:report.lead')}</Lead>
      <p>{t('after-death:report.follows')}</p>
      <form method="post" noValidate>
        <TextField
          name="pseudonym"
          label={t('corrections:number')}
          hint={t('as-of:pseudonym-hint')}
          value={again?.typed.pseudonym}
          error={again?.errors.pseudonym}
        />
        <DayField
          name="died_on"
          label={t('after-death:report.died-on')}
          first="1900-01-01"
          last={today}
          value={again?.typed.died_on}
          error={again?.errors.died_on}
        />
        <Actions>
          <Button name="intent" value="enter">
            {t('after-death:report.enter')}
          </Button>
        </Actions>
      </form>
      <Reports deaths={deaths} />
    </>
  )
}
