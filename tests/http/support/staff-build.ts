import type { ServerBuild } from '@remix-run/node'
import * as results from '#app/routes/$language.impact._index/route.tsx'
import * as result from '#app/routes/$language.impact.$slug/route.tsx'
import * as overview from '#app/routes/$language.staff._index/route.tsx'
import * as dataUses from '#app/routes/$language.staff.data-uses._index/route.tsx'
import * as dataUse from '#app/routes/$language.staff.data-uses.$id/route.tsx'
import * as newDataUse from '#app/routes/$language.staff.data-uses.new/route.tsx'
import * as desk from '#app/routes/$language.staff.desk._index/route.tsx'
import * as corrections from '#app/routes/$language.staff.desk.corrections/route.tsx'
import * as deathReports from '#app/routes/$language.staff.desk.death/route.tsx'
import * as findings from '#app/routes/$language.staff.desk.findings/route.tsx'
import * as imports from '#app/routes/$language.staff.desk.imports._index/route.tsx'
import * as paperImport from '#app/routes/$language.staff.desk.imports.$id/route.tsx'
import * as importProblems from '#app/routes/$language.staff.desk.imports.$id_.problems[.csv]/route.ts'
import * as importTemplate from '#app/routes/$language.staff.desk.imports.templates.$form[.csv]/route.ts'
import * as papers from '#app/routes/$language.staff.desk.papers._index/route.tsx'
import * as paper from '#app/routes/$language.staff.desk.papers.$id/route.tsx'
import * as paperScan from '#app/routes/$language.staff.desk.papers.$id_.scan/route.ts'
import * as newPaper from '#app/routes/$language.staff.desk.papers.new/route.tsx'
import * as deskRepresentatives from '#app/routes/$language.staff.desk.representatives/route.tsx'
import * as sitting from '#app/routes/$language.staff.desk.sitting/route.tsx'
import * as events from '#app/routes/$language.staff.events/route.tsx'
import * as decisionAgain from '#app/routes/$language.staff.explanations._index/route.tsx'
import * as pastQuestion from '#app/routes/$language.staff.explanations.question/route.tsx'
import * as forms from '#app/routes/$language.staff.forms._index/route.tsx'
import * as form from '#app/routes/$language.staff.forms.$id/route.tsx'
import * as formComparison from '#app/routes/$language.staff.forms.$id_.comparison/route.tsx'
import * as formFile from '#app/routes/$language.staff.forms.$id_.file/route.tsx'
import * as formFileJson from '#app/routes/$language.staff.forms.$id_.file[.json]/route.ts'
import * as formPreview from '#app/routes/$language.staff.forms.$id_.preview.$shown/route.tsx'
import * as formQuestion from '#app/routes/$language.staff.forms.$id_.questions.$question/route.tsx'
import * as translation from '#app/routes/$language.staff.forms.$id_.translations.$target/route.tsx'
import * as translationFile from '#app/routes/$language.staff.forms.$id_.translations.$target[.xlf]/route.ts'
import * as newForm from '#app/routes/$language.staff.forms.new/route.tsx'
import * as password from '#app/routes/$language.staff.password/route.tsx'
import * as signIn from '#app/routes/$language.staff.sign-in/route.tsx'
import * as signOut from '#app/routes/$language.staff.sign-out/route.tsx'
import * as summaries from '#app/routes/$language.staff.summaries._index/route.tsx'
import * as summary from '#app/routes/$language.staff.summaries.$id/route.tsx'
import * as preview from '#app/routes/$language.staff.summaries.$id_.preview/route.tsx'
import * as newSummary from '#app/routes/$language.staff.summaries.new/route.tsx'
import { wayInBuild } from '#tests/support/way-in-build.ts'

type RouteModule = NonNullable<ServerBuild['routes'][string]>['module']

const parts = Object.entries({
  impact: results,
  'impact/:slug': result,
  staff: overview,
  'staff/data-uses': dataUses,
  'staff/data-uses/new': newDataUse,
  'staff/data-uses/:id': dataUse,
  'staff/desk': desk,
  'staff/desk/corrections': corrections,
  'staff/desk/death': deathReports,
  'staff/desk/findings': findings,
  'staff/desk/representatives': deskRepresentatives,
  'staff/desk/papers': papers,
  'staff/desk/papers/:id': paper,
  'staff/desk/papers/:id/scan': paperScan,
  'staff/desk/papers/new': newPaper,
  'staff/desk/sitting': sitting,
  'staff/desk/imports': imports,
  'staff/desk/imports/:id': paperImport,
  'staff/desk/imports/:id/problems.csv': importProblems,
  'staff/desk/imports/templates/:form.csv': importTemplate,
  'staff/events': events,
  'staff/explanations': decisionAgain,
  'staff/explanations/question': pastQuestion,
  'staff/forms': forms,
  'staff/forms/new': newForm,
  'staff/forms/:id': form,
  'staff/forms/:id/comparison': formComparison,
  'staff/forms/:id/file': formFile,
  'staff/forms/:id/file.json': formFileJson,
  'staff/forms/:id/preview/:shown': formPreview,
  'staff/forms/:id/questions/:question': formQuestion,
  'staff/forms/:id/translations/:target': translation,
  'staff/forms/:id/translations/:target.xlf': translationFile,
  'staff/password': password,
  'staff/sign-in': signIn,
  'staff/sign-out': signOut,
  'staff/summaries': summaries,
  'staff/summaries/new': newSummary,
  'staff/summaries/:id': summary,
  'staff/summaries/:id/preview': preview,
}).map(([path, module]) => ({ id: path, parentId: 'language', path, module: module as unknown as RouteModule }))

/** The way in, and the pages of staff and results. */
export const staffBuild: ServerBuild = {
  ...wayInBuild,
  routes: { ...wayInBuild.routes, ...byId(parts) },
  assets: {
    ...wayInBuild.assets,
    routes: {
      ...wayInBuild.assets.routes,
      ...byId(parts.map(({ module, ...part }) => ({ ...part, ...facts(module) }))),
    },
  },
}

function byId<Part extends { id: string }>(all: Part[]): Record<string, Part> {
  return Object.fromEntries(all.map((part) => [part.id, part]))
}

function facts(module: object) {
  const hasLoader = 'loader' in module
  const hasAction = 'action' in module
  const none = { hasClientLoader: false, hasClientAction: false, hasErrorBoundary: false }
  return { module: '', hasLoader, hasAction, ...none }
}
