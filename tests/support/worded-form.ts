import type { Form, FormWords } from '#app/domain/consent/form.ts'
import { formVersions } from '#db/schema/index.ts'
import { aForm } from './build.ts'
import type { TestPortal } from './test-portal.ts'

/** A form of two questions with words in English, as a person reads them. */
export function aWordedForm(programmeId: string, version: string): Form {
  const form = aForm(programmeId, version)
  const companies = {
    id: 'companies',
    options: [{ value: 'yes', adds: { recipient: ['company'] } }, { value: 'no' }],
  }
  return {
    ...form,
    questions: [...form.questions, companies],
    checks: [{ id: 'stop', options: ['yes', 'no'], right: 'yes' }],
    words: {
      en: {
        title: `Your scans, version ${version}`,
        promises: ['Your images stay in the hospital.'],
        sections: [
          { id: 'what-leaves', heading: 'What leaves', short: 'Numbers.', longer: 'Only numbers.', legal: 'Art. 6.' },
        ],
        questions: {
          'take-part': {
            question: 'May your scans be used?',
            help: 'Your care stays the same.',
            options: {
              yes: { label: 'Yes, my scans', meaning: 'They may be used.' },
              no: { label: 'No, not my scans', meaning: 'They are not used.' },
              later: { label: 'Ask me later', meaning: 'They are not used until you say yes.' },
            },
          },
          companies: {
            question: 'May companies use them too?',
            help: 'They make tools.',
            options: {
              yes: { label: 'Yes, companies too', meaning: 'Companies may.' },
              no: { label: 'No companies', meaning: 'Companies may not.' },
            },
          },
        },
        checks: {
          stop: {
            question: 'Can you stop later?',
            options: { yes: 'Yes, at any time', no: 'No, never' },
            explanation: 'You can stop at any time.',
          },
        },
      },
    },
  }
}

/** The same form with a second layer: whoever says that she wants to choose ticks whom she allows. */
export function aLayeredForm(programmeId: string, version: string): Form {
  const form = aWordedForm(programmeId, version)
  const [takePart, companies] = form.questions
  const words = form.words.en
  if (!takePart || !companies || !words) throw new Error('the form has two questions in English')
  const who = { companies: ['company'], charities: ['non-profit'], universities: ['public-research'] }
  const asked = { question: 'Who may use them?', help: 'Tick whom you allow.', options: {} as Record<string, Label> }
  for (const value of Object.keys(who)) asked.options[value] = { label: `Yes, ${value}`, meaning: 'They may.' }
  return {
    ...form,
    questions: [
      { ...takePart, options: [...takePart.options, { value: 'choose', outcome: 'consent', leads_to: ['who'] }] },
      {
        id: 'who',
        several: true,
        options: Object.entries(who).map(([value, recipient]) => ({ value, adds: { recipient } })),
      },
      companies,
    ],
    words: {
      en: {
        ...words,
        questions: {
          ...words.questions,
          'take-part': { ...(words.questions['take-part'] ?? asked), options: withChoose(words) },
          who: asked,
        },
      },
    },
  }
}

type Label = { label: string; meaning: string }

function withChoose({ questions }: FormWords): Record<string, Label> {
  return { ...questions['take-part']?.options, choose: { label: 'Yes, and I choose', meaning: 'You choose who.' } }
}

/** Publishes a version that people are asked with from now on. */
export async function publishes({ owner }: TestPortal, form: Form, publishedAt = new Date()): Promise<void> {
  await owner.as('public', (tx) => tx.insert(formVersions).values({ ...form, publishedAt }))
}
