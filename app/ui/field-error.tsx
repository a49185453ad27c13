import { useTranslation } from 'react-i18next'
import { useRefusal } from './refusal.ts'

/** What is wrong with one field, under its label and tied to it by `aria-describedby`. */
export function FieldError({ id, code }: { id: string; code: string | undefined }) {
  const refusal = useRefusal()
  const { t } = useTranslation('common')
  if (!code) return null
  return (
    <p className="error" id={`${id}-error`}>
      <span>
        <span className="visually-hidden">{t('error')}: </span>
        {refusal(code)}
      </span>
    </p>
  )
}

/** The ids that describe a field: its hint and its error, where it has them. */
export function describedBy(id: string, hint: unknown, code: string | undefined): string | undefined {
  return [hint ? `${id}-hint` : '', code ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
}
