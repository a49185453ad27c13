import { join, relative } from 'node:path'
import type { Demo } from '#db/seed/demo.ts'

/** What to try first, for the person who has just started the demo. */
export function whereToLook(demo: Demo, dataDir: string): string {
  return `
Accord is at ${demo.url}

Invitations to try (letter, code, birth date):
${invitations(demo).join('\n')}

Staff sign-in:
${demo.staff.map(({ role, email, sign_in }) => `  ${role.padEnd(10)} ${email}  ${sign_in.password}  ${sign_in.url}`).join('\n')}

A hospital's check:
  npm run gate -- check --help

For scripts, all of it is in ${relative('.', join(dataDir, 'demo.json')) || 'demo.json'}
`
}

function invitations({ contributors }: Demo): string[] {
  const invited = contributors.filter(({ state, invitation }) => state === 'invited' && invitation)
  const languages = [...new Set(invited.map(({ language }) => language))]
  return languages.slice(0, 3).flatMap((language) => {
    const person = invited.find((candidate) => candidate.language === language)
    return person?.invitation
      ? [`  ${language.padEnd(6)} ${person.invitation.url}  ${person.invitation.code}  ${person.birth_date}`]
      : []
  })
}
