import { isAskedForAltruism } from './story/altruism-asked.ts'
import { asksAgain, decidesBefore } from './story/as-of.ts'
import { agreesBefore, areAskedAlready, isAskedAgain } from './story/asked-again.ts'
import { enrols } from './story/enrols.ts'
import { opensInbox, wasTold } from './story/events.ts'
import { authorsForm } from './story/form-authored.ts'
import { isHelpedAtDesk, isSaidToHaveDied } from './story/helped-at-desk.ts'
import { hospitalChecks } from './story/hospital-checks.ts'
import { filtersAgain, filtersImages } from './story/images.ts'
import { importsPapers } from './story/imported.ts'
import { revokesKey } from './story/key-revoked.ts'
import { signsPaper } from './story/on-paper.ts'
import { publishSummary } from './story/publish-summary.ts'
import { showsReceipt } from './story/receipt-verified.ts'
import { hasDataRemoved } from './story/removal-confirmed.ts'
import { reportsUse } from './story/reports-use.ts'
import { isRepresented } from './story/represented.ts'
import { saysYes } from './story/says-yes.ts'
import { openStage } from './story/stage.ts'
import { takesEverything } from './story/takes-everything.ts'
import { withdraws } from './story/withdraws.ts'
import { asksForMail, wasWrittenTo } from './story/written-to.ts'

/** The main job, end to end, against a running demo: over HTTP as people and nodes use it, and with the gate. */
const stage = await openStage('lung')

const letter = await enrols(stage)
const her = await saysYes(stage, letter)
const address = await asksForMail(stage, her)
const firstGuard = await hospitalChecks(stage)
const scans = await filtersImages(stage, firstGuard)
const inbox = await opensInbox(stage)
await reportsUse(stage, her, firstGuard)
await showsReceipt(stage, her, firstGuard)
await takesEverything(stage, her, firstGuard)
stage.tell.chapter('Staff publish what came of it')
await publishSummary(stage.tell, stage.demo, {
  programme: stage.programme,
  dataUse: stage.dataUse,
  reader: her.phone,
})
await isRepresented(stage)
const guard = await revokesKey(stage, firstGuard)
const before = await decidesBefore(stage)
const tablet = await withdraws(stage, her, guard)
await filtersAgain(stage, guard, scans)
await wasTold(stage, guard, inbox, tablet)
await asksAgain(stage, before)
await isAskedForAltruism(stage, tablet)
await hasDataRemoved(stage, tablet)
await wasWrittenTo(stage, tablet, address)
await isSaidToHaveDied(await isHelpedAtDesk(stage))
await signsPaper(stage)
await importsPapers(stage)
const agreed = await agreesBefore(stage)
if (await areAskedAlready(agreed)) {
  stage.tell.chapter('The questions changed when the story was told here before: a new demo tells how')
} else {
  await authorsForm(stage)
  await isAskedAgain(agreed)
}

const failures = stage.tell.failures()
console.log(failures.length === 0 ? '\nThe story holds.' : `\nThe story does not hold:\n${failures.join('\n')}`)
process.exit(failures.length === 0 ? 0 : 1)
