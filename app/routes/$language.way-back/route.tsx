import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { requireClaimant, sessionSecret } from '#app/http/session.server.ts'
import { setWayBack } from '#app/services/set-way-back.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { TextField } from '#app/ui/text-field.tsx'

export const handle: PageHandle = { title: (t) => t('way-back:title') }

const schema = z.object({ pin: z.string('pin-needed'), pin_again: z.string('pin-needed') })

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { hasWayBack } = await requireClaimant(request, context)
  return hasWayBack ? redirect(codePage(request)) : null
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { id } = await requireClaimant(request, context)
  const read = await readForm(request, schema, { secrets: ['pin', 'pin_again'] })
  if (!read.ok) return formAgain(read.errors, {})

  const { pin, pin_again } = read.values
  if (pin !== pin_again) return formAgain({ pin_again: 'pins-differ' }, {})
  const secret = sessionSecret(request, 'contributor') ?? ''
  const decision = await setWayBack(context.portal, { contributorId: id, pin, sessionSecret: secret })
  if (decision.ok || decision.refusal === 'way-back-already-set') return redirect(codePage(request))
  return formAgain({ pin: decision.refusal }, {})
}

/** Where the personal code is shown; also for someone who sent this form twice. */
function codePage(request: Request): string {
  return `/${languageFor(request)}/way-back/code`
}

export default function WayBack() {
  const { t } = useTranslation('way-back')
  const again = useActionData<typeof action>()
  return (
    <>
      <ErrorSummary errors={again?.errors} />
      <Heading>{t('title')}</Heading>
      <Lead>{t('lead')}</Lead>
      <form method="post" noValidate>
        <TextField
          name="pin"
          label={t('pin')}
          hint={t('pin-hint')}
          kind="pin"
          error={again?.errors.pin}
          autoComplete="new-password"
        />
        <TextField
          name="pin_again"
          label={t('pin-again')}
          kind="pin"
          error={again?.errors.pin_again}
          autoComplete="new-password"
        />
        <Actions>
          <Button>{t('submit')}</Button>
        </Actions>
      </form>
    </>
  )
}
