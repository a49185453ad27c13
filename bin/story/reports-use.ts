import { wordsOf } from './browser.ts'
import { exits } from './expectations.ts'
import type { Guard } from './hospital-checks.ts'
import type { Contributor } from './says-yes.ts'
import type { Stage } from './stage.ts'

export async function reportsUse({ tell, dataUse }: Stage, { phone }: Contributor, guard: Guard): Promise<void> {
  tell.chapter('The use is reported and she sees it')
  const tool = ['--operation', 'training', '--tool', 'Story Tool', '--tool-version', '1.0']
  await tell.step(
    'the node reports the use, signed',
    () => guard.gate.run('report', '--data-use', dataUse, ...tool, '--outcome', 'used', '--subjects', guard.allowed),
    exits(0),
  )
  await tell.step(
    'she sees it among her uses',
    () => phone.get('/sl/uses'),
    (uses) => (wordsOf(uses).includes('Story Tool') ? null : 'it is not there'),
  )
}
