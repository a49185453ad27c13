import type { Demo } from '#db/seed/demo.ts'
import { type Browser, browser } from './browser.ts'
import type { Narrator } from './narrator.ts'

/** A browser in which this member of the demo's staff is signed in. */
export async function signedIn(tell: Narrator, demo: Demo, role: string, programme: string): Promise<Browser> {
  const member = demo.staff.find((one) => one.role === role && one.programme === programme)
  if (!member) throw new Error(`the demo has no ${role} for ${programme}`)
  const desk = browser(demo.url, tell)
  await tell.step(
    `the ${role} signs in`,
    () => desk.post('/en/staff/sign-in', { email: member.email, password: member.sign_in.password }),
    ({ url, status }) => (url === '/en/staff' ? null : `${url} answered ${status}`),
  )
  return desk
}

/** It answered so, and complained of nothing. */
export function answers(expected: number) {
  return ({ status, text }: { status: number; text: string }) =>
    status === expected && !text.includes('role="alert"') ? null : `it answered ${status} with a complaint`
}
