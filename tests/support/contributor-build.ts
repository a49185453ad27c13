import type { ServerBuild } from '@remix-run/node'
import * as acting from '#app/routes/$language.acting/route.tsx'
import * as choices from '#app/routes/$language.choices._index/route.tsx'
import * as introduction from '#app/routes/$language.choices.$programme.questions._index/route.tsx'
import * as question from '#app/routes/$language.choices.$programme.questions.$question/route.tsx'
import * as check from '#app/routes/$language.choices.$programme.questions.check/route.tsx'
import * as understanding from '#app/routes/$language.choices.$programme.questions.understanding/route.tsx'
import * as whatChanged from '#app/routes/$language.choices.$programme.what-changed/route.tsx'
import * as later from '#app/routes/$language.choices.$programme.what-changed_.later/route.tsx'
import * as withdrawal from '#app/routes/$language.choices.$programme.withdrawal/route.tsx'
import * as altruism from '#app/routes/$language.choices.altruism._index/route.tsx'
import * as askedUse from '#app/routes/$language.choices.altruism.$use/route.tsx'
import * as objection from '#app/routes/$language.choices.objection/route.tsx'
import * as dataRights from '#app/routes/$language.data-rights._index/route.tsx'
import * as askRight from '#app/routes/$language.data-rights.$right/route.tsx'
import * as goodbye from '#app/routes/$language.goodbye/route.tsx'
import * as history from '#app/routes/$language.history/route.tsx'
import * as mailbox from '#app/routes/$language.mailbox/route.tsx'
import * as messages from '#app/routes/$language.messages/route.tsx'
import * as myData from '#app/routes/$language.my-data._index/route.tsx'
import * as archive from '#app/routes/$language.my-data.archive/route.ts'
import * as noMessages from '#app/routes/$language.no-messages.$token/route.tsx'
import * as receipt from '#app/routes/$language.receipts.$id/route.tsx'
import * as receiptConsent from '#app/routes/$language.receipts.$id_.consent[.json]/route.ts'
import * as receiptFile from '#app/routes/$language.receipts.$id[.json]/route.ts'
import * as receiptPdf from '#app/routes/$language.receipts.$id[.pdf]/route.ts'
import * as representation from '#app/routes/$language.representation/route.tsx'
import * as representatives from '#app/routes/$language.representatives._index/route.tsx'
import * as naming from '#app/routes/$language.representatives.new/route.tsx'
import * as rightsDesk from '#app/routes/$language.staff.data-rights._index/route.tsx'
import * as rightAtDesk from '#app/routes/$language.staff.data-rights.$id/route.tsx'
import * as rightExtension from '#app/routes/$language.staff.data-rights.$id_.extension/route.tsx'
import * as findings from '#app/routes/$language.staff.desk.findings/route.tsx'
import * as sitting from '#app/routes/$language.staff.desk.sitting/route.tsx'
import * as uses from '#app/routes/$language.uses/route.tsx'
import { wayInBuild } from './way-in-build.ts'

const pages: Record<string, object> = {
  acting,
  representation,
  representatives,
  'representatives/new': naming,
  choices,
  'choices/:programme/questions': introduction,
  'choices/:programme/questions/check': check,
  'choices/:programme/questions/understanding': understanding,
  'choices/:programme/questions/:question': question,
  'choices/:programme/what-changed': whatChanged,
  'choices/:programme/what-changed/later': later,
  'choices/:programme/withdrawal': withdrawal,
  'choices/altruism': altruism,
  'choices/altruism/:use': askedUse,
  'choices/objection': objection,
  'data-rights': dataRights,
  'data-rights/:right': askRight,
  goodbye,
  history,
  mailbox,
  messages,
  'my-data': myData,
  'my-data/archive': archive,
  'no-messages/:token': noMessages,
  'receipts/:id': receipt,
  'receipts/:id.json': receiptFile,
  'receipts/:id.pdf': receiptPdf,
  'receipts/:id/consent.json': receiptConsent,
  'staff/desk/findings': findings,
  'staff/desk/sitting': sitting,
  'staff/data-rights': rightsDesk,
  'staff/data-rights/:id': rightAtDesk,
  'staff/data-rights/:id/extension': rightExtension,
  uses,
}

const parts = Object.entries(pages).map(([path, module]) => ({ id: path, parentId: 'language', path, module }))

/** The pages behind sign-in together with the way in, from their source as the bundler puts them together. */
export const contributorBuild: ServerBuild = {
  ...wayInBuild,
  routes: {
    ...wayInBuild.routes,
    ...(Object.fromEntries(parts.map((part) => [part.id, part])) as unknown as ServerBuild['routes']),
  },
  assets: {
    ...wayInBuild.assets,
    routes: {
      ...wayInBuild.assets.routes,
      ...Object.fromEntries(parts.map(({ module, ...part }) => [part.id, { ...part, ...facts(module) }])),
    },
  },
}

function facts(module: object) {
  return {
    module: '',
    hasLoader: 'loader' in module,
    hasAction: 'action' in module,
    hasClientLoader: false,
    hasClientAction: false,
    hasErrorBoundary: false,
  }
}
