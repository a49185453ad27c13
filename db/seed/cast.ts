import { LANGUAGES } from '#app/i18n/languages.ts'
import type { DemoContributor } from './demo.ts'

/** One made-up person before she exists: who she is to a hospital, what she chose, and when. */
export type Role = {
  hospital: number
  language: string
  birthDate: string
  programme: 'lung' | 'breast'
  state: DemoContributor['state']
  answeredDaysAgo: number
  changedDaysAgo: number
  answers: Record<string, string>
  altruism: 'include-me' | 'ask-me' | null
}

const PEOPLE = 201
const HOSPITAL_LANGUAGES = ['sl', 'pt-PT', 'lt']

/** Of every twenty at a hospital: enough in each way of answering that its figures can be shown. */
const STATES: Role['state'][] = [
  ...Array<Role['state']>(2).fill('invited'),
  ...Array<Role['state']>(8).fill('consented'),
  ...Array<Role['state']>(4).fill('refused'),
  ...Array<Role['state']>(4).fill('withdrawn'),
  ...Array<Role['state']>(2).fill('objected'),
]

/** The same cast each time, spread over hospitals, languages, programmes and states. */
export function cast(): Role[] {
  return Array.from({ length: PEOPLE }, (_, index) => role(index))
}

function role(index: number): Role {
  const hospital = index % 3
  const turn = Math.floor(index / 3)
  const state = STATES[turn % STATES.length] ?? 'invited'
  const answeredDaysAgo = 40 + ((index * 37) % 220)
  return {
    hospital,
    language: turn % 4 === 3 ? (LANGUAGES[turn % LANGUAGES.length] ?? 'en') : languageOf(hospital, turn),
    birthDate: birthDate(index),
    programme: turn % 6 === 5 ? 'breast' : 'lung',
    state,
    answeredDaysAgo,
    changedDaysAgo: Math.max(3, answeredDaysAgo - 30),
    answers: state === 'refused' ? { 'take-part': 'no' } : yesAnswers(index),
    altruism:
      state === 'consented' && turn % 3 === 0
        ? 'include-me'
        : state === 'consented' && turn % 3 === 1
          ? 'ask-me'
          : null,
  }
}

/** The first invited ones speak each language in turn, so that there is a letter to try in every one. */
function languageOf(hospital: number, turn: number): string {
  const invitedTurn = turn % STATES.length < 2
  return invitedTurn
    ? (LANGUAGES[(turn * 3 + hospital) % LANGUAGES.length] ?? 'en')
    : (HOSPITAL_LANGUAGES[hospital] ?? 'en')
}

function birthDate(index: number): string {
  const day = new Date(Date.UTC(1946 + (index % 24), (index * 5) % 12, 1 + ((index * 7) % 28)))
  return day.toISOString().slice(0, 10)
}

function yesAnswers(index: number): Record<string, string> {
  return {
    ...howFar(index),
    recontact: index % 2 === 0 ? 'no' : 'yes',
    'incidental-findings': ['tell-me', 'tell-my-doctor', 'no'][index % 3] ?? 'no',
    'after-death': index % 2 === 0 ? 'go-on' : 'stop',
  }
}

/** Some for public research alone, some chose in detail, most for companies too. */
function howFar(index: number): Record<string, string> {
  if (index % 5 === 0) return { 'take-part': 'public-europe' }
  if (index % 7 !== 0) return { 'take-part': 'companies-too' }
  return {
    'take-part': 'choose',
    who: 'public-research non-profit',
    'what-for': 'one-by-one',
    'which-purposes': 'ai-development ai-validation scientific-research education',
    where: 'and-similar-law',
    'which-data': 'and-reports',
    'which-period': 'all',
  }
}
