import type { Page } from './browser.ts'
import type { GateRun } from './gate.ts'

/** What a step may expect of what came back: each answers with what is wrong, or null. */

export function fine(): null {
  return null
}

export function yes(complaint: string) {
  return (answer: boolean) => (answer ? null : complaint)
}

export function no(complaint: string) {
  return (answer: boolean) => (answer ? complaint : null)
}

export function is(status: number) {
  return (found: Page) => (found.status === status ? null : `${found.url} answered ${found.status}`)
}

export function at(path: string) {
  return (found: Page) =>
    found.url.startsWith(path) && found.status < 400 ? null : `${found.url} answered ${found.status}`
}

export function exits(code: number) {
  return ({ exit, output }: GateRun) => (exit === code ? null : `exit ${exit}: ${output}`)
}

export function says(code: number, words: RegExp) {
  return ({ exit, output }: GateRun) => (exit === code && words.test(output) ? null : `exit ${exit}: ${output}`)
}
