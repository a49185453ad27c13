import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireActing } from '#app/http/session.server.ts'
import { readUses } from '#app/services/read-uses.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { ProjectSection } from './project-section.tsx'

export const handle: PageHandle = { title: (t) => t('uses:title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { contributorId } = await requireActing(request, context, 'see')
  return readUses(context.portal, contributorId)
}

/** Who used my data, what for, when, with what and where; what was stopped or is in doubt stands among it. */
export default function UsesPage() {
  const { t, language } = useWords()
  const projects = useLoaderData<typeof loader>()
  return (
    <>
      <Heading>{t('uses:title')}</Heading>
      <Lead>{t('uses:lead')}</Lead>
      {projects.length === 0 && (
        <Notice heading={t('uses:none')}>
          <p>{t('uses:none-text')}</p>
        </Notice>
      )}
      {projects.map((project) => (
        <ProjectSection key={project.dataUseId} uses={project} />
      ))}
      <p className="screen-only">{t('uses:print')}</p>
      <p>
        {t('uses:question')} <a href={`/${language}/help`}>{t('uses:question-link')}</a>
      </p>
      <p className="screen-only">
        <a href={`/${language}/choices`}>{t('uses:to-choices')}</a>
      </p>
    </>
  )
}
