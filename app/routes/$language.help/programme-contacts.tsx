import { useTranslation } from 'react-i18next'
import { countryName } from '#app/i18n/format.ts'
import type { Language } from '#app/i18n/languages.ts'
import { Facts } from '#app/ui/facts.tsx'

type Programme = {
  id: string
  name: string
  authority: string
  contact: { name: string; email: string; phone: string }
  supervisors: { country: string; name: string; website: string }[]
}

/** Who runs a programme, whom to ask about one's data, and who watches over both. */
export function ProgrammeContacts({ programme: { name, authority, contact, supervisors } }: { programme: Programme }) {
  const { t, i18n } = useTranslation('help')
  const facts = [
    { term: t('programme.authority'), children: authority },
    { term: t('programme.contact'), children: contact.name },
    { term: t('programme.phone'), children: <a href={`tel:${contact.phone.replace(/\s/g, '')}`}>{contact.phone}</a> },
    { term: t('programme.email'), children: <a href={`mailto:${contact.email}`}>{contact.email}</a> },
    {
      term: t('programme.supervisor'),
      children: (
        <ul className="plain">
          {supervisors.map((one) => (
            <li key={one.country}>
              {countryName(i18n.language as Language, one.country)}: <a href={`https://${one.website}`}>{one.name}</a>
            </li>
          ))}
        </ul>
      ),
    },
  ]
  return (
    <>
      <h2>{name}</h2>
      <Facts facts={facts} />
    </>
  )
}
