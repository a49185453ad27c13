import { type CSSProperties, createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { SaidInLetter } from './written-letter.ts'

/** A letter as a page of its own, in the colours of the portal: no picture, no script, nothing fetched from anywhere. */
export function letterMarkup(said: SaidInLetter): string {
  const { language, heading, paragraphs, number, firstPage, small, ending } = said
  const page = createElement(
    'html',
    { lang: language },
    createElement(
      'head',
      null,
      createElement('meta', { charSet: 'utf-8' }),
      createElement('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      createElement('meta', { name: 'color-scheme', content: 'light' }),
      createElement('title', null, heading),
    ),
    createElement(
      'body',
      { style: BODY },
      createElement(
        'main',
        { style: SHEET },
        createElement('p', { style: NAME }, 'Accord'),
        createElement('h1', { style: HEADING }, heading),
        ...paragraphs.map((text) => paragraph(text, TEXT)),
        number && paragraph(number, NUMBER),
        paragraph(link(firstPage, BUTTON), TEXT),
        ...small.map((text) => paragraph(text, SMALL)),
        ending && paragraph(link(ending, QUIET), SMALL),
      ),
    ),
  )
  return `<!DOCTYPE html>${renderToStaticMarkup(page)}`
}

function paragraph(content: ReactNode, style: CSSProperties): ReactNode {
  return createElement('p', { style }, content)
}

function link({ label, href }: { label: string; href: string }, style: CSSProperties): ReactNode {
  return createElement('a', { href, style }, label)
}

/** The portal's tokens in its light colours: mail programs read neither variables nor linked files. */
const [GROUND, SURFACE, INK, INK_SOFT, PETROL, PETROL_DEEP] = [
  '#f3f6f1',
  '#ffffff',
  '#16292e',
  '#44575b',
  '#0b5563',
  '#073e49',
]
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'

const BODY = { margin: 0, padding: '24px 12px', background: GROUND, color: INK, fontFamily: FONT }
const SHEET = { maxWidth: 560, margin: '0 auto', padding: 24, background: SURFACE, borderRadius: '4px 18px 18px 18px' }
const NAME = { margin: '0 0 16px', color: PETROL_DEEP, fontSize: 18, fontWeight: 700 }
const HEADING = { margin: '0 0 16px', color: INK, fontSize: 26, lineHeight: 1.25 }
const TEXT = { margin: '0 0 16px', fontSize: 18, lineHeight: 1.5 }
const NUMBER = { margin: '0 0 16px', fontSize: 32, fontWeight: 700, letterSpacing: 4 }
const SMALL = { margin: '0 0 12px', color: INK_SOFT, fontSize: 16, lineHeight: 1.5 }
const BUTTON = {
  display: 'inline-block',
  padding: '14px 22px',
  background: PETROL,
  color: SURFACE,
  borderRadius: '4px 12px 12px 12px',
  fontWeight: 700,
  textDecoration: 'none',
}
const QUIET = { color: PETROL }
