import { join, relative } from 'node:path'
import type { seedDemo } from '#db/seed/seed-demo.server.ts'

type DemoDescription = Awaited<ReturnType<typeof seedDemo>>

/** What to try first, for the person who has just started the demo. */
export function whereToLook(demo: DemoDescription, dataDir: string): string {
  return `
Accord is at ${demo.url}

Invitations to try (letter, code, birth date):
${invitations(demo).join('\n')}

Staff sign-in:
${demo.staff.map(({ role, email, sign_in }) => `  ${role.padEnd(10)} ${email}  ${sign_in}`).join('\n')}

A hospital's check:
  npm run gate -- check --help

For scripts, all of it is in ${relative('.', join(dataDir, 'demo.json')) || 'demo.json'}
`
}

function invitations({ contributors }: DemoDescription): string[] {
  const invited = contributors.filter(({ state, invitation }) => state === 'invited' && invitation)
  const languages = [...new Set(invited.map(({ language }) => language))]
  return languages.slice(0, 3).flatMap((language) => {
    const person = invited.find((candidate) => candidate.language === language)
    return person?.invitation
      ? [`  ${language.padEnd(6)} ${person.invitation.url}  ${person.invitation.code}  ${person.birth_date}`]
      : []
  })
}
