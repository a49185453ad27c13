import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { sourceLanguage } from '#app/domain/form/translation.ts'
import { LANGUAGES, languageFor } from '#app/http/language.ts'
import { refusalPage, statusOf } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { readXml } from '#app/http/xml-document.ts'
import { ENDONYMS, isLanguage, type Language } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { importTranslation } from '#app/services/import-translation.server.ts'
import { readFormDraft } from '#app/services/read-form-draft.server.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { BringBack } from './bring-back.tsx'
import { sentTranslation } from './sent-translation.ts'

export const handle: PageHandle = { title: (t) => t('translations:title'), area: 'staff' }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor', 'approver', 'auditor'])
  const target = targetOf(params.target)
  const found = await readFormDraft(context.portal, { staffId: id, draftId: params.id ?? '' })
  if (!found.ok) throw refusalPage(found.refusal)
  const { draft, programme, may } = found.event
  const source = sourceLanguage(draft, { target, languages: LANGUAGES })
  return {
    id: draft.id,
    revision: draft.revision,
    programme: programmeName(programme, languageFor(request)),
    target,
    source: isLanguage(source ?? '') ? (source as Language) : null,
    mayImport: draft.state === 'draft' && may.includes('edit'),
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor'])
  const target = targetOf(params.target)
  const { bytes, revision } = await sentTranslation(request)
  if (bytes.length === 0) return again(revision, 'field-required')
  const xml = readXml(bytes)
  if (!xml.ok) return again(revision, xml.refusal, xml.place)

  const asked = { staffId: id, draftId: params.id ?? '', revision }
  const taken = await importTranslation(context.portal, { ...asked, target, root: xml.root })
  if (taken.ok)
    return redirect(`/${languageFor(request)}/staff/forms/${params.id}/translations/${target}?done=yes`, 303)
  if (taken.refusal === 'not-allowed' || taken.refusal === 'form-draft-not-found') throw refusalPage(taken.refusal)
  return again(revision, taken.refusal, 'place' in taken ? taken.place : '')
}

function targetOf(target: string | undefined): Language {
  if (!isLanguage(target)) throw refusalPage('page-not-found')
  return target
}

/** The page again, for the draft as it was sent for: what others wrote since is not written over the second time either. */
function again(revision: number, code: string, place = '') {
  return data({ errors: { file: code }, place, revision }, { status: statusOf(code) })
}

/** A draft's texts for a translation office, one language at a time: out as a file, and back in its place. */
export default function TranslationPage() {
  const { t, language } = useWords()
  const { id, revision, programme, target, source, mayImport } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const [search] = useSearchParams()
  const here = `/${language}/staff/forms/${id}`
  return (
    <>
      <StaffNav at="forms" />
      <ErrorSummary errors={refused?.errors} />
      {search.get('done') && !refused && (
        <Notice tone="good">
          <p role="status">{t('translations:done')}</p>
        </Notice>
      )}
      <p>
        <a href={here}>{t('translations:back')}</a>
      </p>
      <Heading eyebrow={`${programme} · ${ENDONYMS[target]}`}>{t('translations:title')}</Heading>
      <Lead>{t('translations:lead')}</Lead>
      <Targets here={here} target={target} />
      {source === null ? (
        <p>{t('translations:nothing')}</p>
      ) : (
        <>
          <p>{t('translations:from', { language: ENDONYMS[source] })}</p>
          <Actions>
            <LinkButton to={`${here}/translations/${target}.xlf`}>{t('translations:download')}</LinkButton>
          </Actions>
        </>
      )}
      {mayImport && (
        <BringBack revision={refused?.revision ?? revision} code={refused?.errors.file} place={refused?.place ?? ''} />
      )}
    </>
  )
}

function Targets({ here, target }: { here: string; target: Language }) {
  const { t } = useWords()
  return (
    <nav className="tabs tabs--languages wide" aria-label={t('translations:languages')}>
      <ul className="tabs__list">
        {LANGUAGES.map((code) => (
          <li key={code}>
            <a href={`${here}/translations/${code}`} aria-current={code === target ? 'page' : undefined}>
              <span lang={code}>{ENDONYMS[code]}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
