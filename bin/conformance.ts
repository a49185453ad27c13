import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { conformance } from './conformance/conformance.ts'
import { asTable } from './conformance/expectation.ts'

/** Holds a running portal against what Accord promises to hospitals: `npm run conformance -- --url URL`. */
const { values } = parseArgs({
  options: { url: { type: 'string' }, 'demo-file': { type: 'string', default: '.data/demo.json' } },
})
const { url, nodes } = JSON.parse(await readFile(values['demo-file'], 'utf8'))
const found = await conformance({ url: (values.url ?? url).replace(/\/+$/, ''), nodes })
console.log(asTable(found))
process.exit(found.every(({ complaint }) => complaint === null) ? 0 : 1)
