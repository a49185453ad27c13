import { join, relative } from 'node:path'
import type { Demo } from '#db/seed/demo.ts'
import { operatorSettings } from './operator-settings.ts'

/** What to try first, for the person who has just started the demo. */
export function whereToLook(demo: Demo, { dataDir, hospital }: { dataDir: string; hospital: string }): string {
  return `
Accord is at ${demo.url}

Invitations to try (letter, code, birth date):
${invitations(demo).join('\n')}

Staff (e-mail address, password) sign in at ${demo.staff[0]?.sign_in.url}:
${demo.staff.map(({ role, email, sign_in }) => `  ${role.padEnd(9)} ${email.padEnd(38)} ${sign_in.password}`).join('\n')}

The auditor asks again what was decided about one person, and why: ${demo.url}/en/staff/explanations

What the demo writes to its people (their e-mails go nowhere else): ${demo.url}/en/mailbox

A hospital's check of its cohort:
${gateCommands(demo, hospital).join('\n')}

What an operator does (keys, suspended nodes and data uses):
  set -a; . ${shown(operatorSettings(dataDir))}; set +a
  npm run keys -- list
  npm run operate

For scripts, all of it is in ${shown(join(dataDir, 'demo.json'))}
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

function gateCommands({ data_uses, programmes }: Demo, hospital: string): string[] {
  const use = data_uses.find(({ legal_basis }) => legal_basis === 'consent')
  const home = `--home ${shown(hospital)}`
  if (!use) return [`  npm run gate -- check ${home} --help`]
  const { purpose, recipient, region, data } = use
  return [
    `  npm run gate -- sync ${home}`,
    `  npm run gate -- check ${home} --cohort ${shown(join(hospital, 'cohort.csv'))} \\`,
    `    --programme ${programmes[0]?.id} --basis consent --purpose ${purpose} --recipient ${recipient} \\`,
    `    --region ${region} --data ${data.join(',')} --explain --out ${shown(join(hospital, 'allowed.csv'))}`,
  ]
}

/** As short as it can be typed from here. */
function shown(path: string): string {
  const fromHere = relative('.', path)
  return fromHere.startsWith('..') ? path : fromHere
}
