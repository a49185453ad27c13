import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { languageFor } from '#app/http/language.ts'
import { requireContributor, sessionSecret } from '#app/http/session.server.ts'
import { isEnrolled } from '#app/services/is-enrolled.server.ts'
import { forgetPersonalCode, personalCodeToShow } from '#app/services/show-personal-code.server.ts'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { RecordField } from '#app/ui/record-field.tsx'

export const handle: PageHandle = { title: (t) => t('way-back:code.title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const contributor = await requireContributor(request, context)
  const code = personalCodeToShow(contributor, sessionSecret(request, 'contributor') ?? '')
  const hasHospital = await isEnrolled(context.portal, contributor.id)
  return { code, hasHospital, place: `${context.portal.settings.url}/${languageFor(request)}/sign-in` }
}

/** She has kept the code: from now on it is shown to nobody. */
export async function action({ request, context }: ActionFunctionArgs) {
  await requireContributor(request, context)
  await forgetPersonalCode(context.portal, sessionSecret(request, 'contributor') ?? '')
  return redirect(`/${languageFor(request)}/choices`)
}

export default function CodeToKeep() {
  const { code, ...rest } = useLoaderData<typeof loader>()
  return code ? <Code code={code} {...rest} /> : <Gone {...rest} />
}

/** Whoever came here to act for somebody may have no hospital that could send another letter. */
function Code({ code, place, hasHospital }: { code: string; place: string; hasHospital: boolean }) {
  const { t } = useTranslation(['way-back', 'beside'])
  return (
    <>
      <Heading>{t('code.title')}</Heading>
      <Lead>{t('code.lead')}</Lead>
      <div className="keepsake">
        <p>{t('code.label')}</p>
        <p className="code">{code}</p>
        <p>
          {t('code.where')} <strong>{place}</strong>
        </p>
      </div>
      <Notice tone="warm">
        <p>{t('code.care')}</p>
        <p>{hasHospital ? t('code.lost') : t('beside:code-lost')}</p>
      </Notice>
      <p className="soft screen-only">{t('code.print')}</p>
      <form method="post">
        <RecordField />
        <Actions>
          <Button>{t('code.submit')}</Button>
        </Actions>
      </form>
    </>
  )
}

function Gone({ hasHospital }: { hasHospital: boolean }) {
  const { t } = useTranslation(['way-back', 'common', 'beside'])
  const { language } = useParams()
  return (
    <>
      <Heading>{t('code.gone.title')}</Heading>
      <Lead>{hasHospital ? t('code.gone.text') : t('beside:code-lost')}</Lead>
      <Actions>
        <LinkButton to={`/${language}/choices`}>{t('common:my-choices')}</LinkButton>
      </Actions>
    </>
  )
}
