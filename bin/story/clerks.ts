import { type Browser, browser } from './browser.ts'
import { at } from './expectations.ts'
import type { Stage } from './stage.ts'

/** The browsers of the two clerks at the hospital of the story, signed in at their desk. */
export async function clerksOf({ demo, tell, node }: Stage): Promise<[Browser, Browser]> {
  const clerks = demo.staff.filter(({ role, organisation }) => role === 'clerk' && organisation === node.organisation)
  const desks: Browser[] = []
  for (const { email, sign_in: known } of clerks) {
    const desk = browser(demo.url, tell)
    const credentials = { email, password: known.password }
    const signsIn = () => desk.post('/en/staff/sign-in', credentials)
    await tell.step('a clerk of her hospital signs in and is at the desk', signsIn, at('/en/staff'))
    desks.push(desk)
  }
  const [one, other] = desks
  if (!one || !other) throw new Error(`the demo has no two clerks at ${node.organisation}`)
  return [one, other]
}
