import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Demo, DemoNode } from '#db/seed/demo.ts'
import { nodeKeyFrom, writeHome } from '#gate/home/gate-home.ts'

/** Prepares a gate's home and a cohort for the first hospital, so that its commands can be tried at once. */
export async function hospitalToTry(demo: Demo, dataDir: string): Promise<string> {
  const [node] = demo.nodes
  if (!node) throw new Error('the demo has no hospital')
  const home = join(dataDir, 'hospital')
  if (await isHomeOf(home, node, demo.url)) return home
  await rm(home, { recursive: true, force: true })
  const { client_id, organisation, programmes } = node
  const data_uses = demo.data_uses.filter(({ legal_basis }) => legal_basis === 'altruism').map(({ id }) => id)
  const key = await nodeKeyFrom(node.private_jwk)
  await writeHome(home, { portal: demo.url, client_id, organisation, programmes, data_uses }, key)
  await writeFile(join(home, 'cohort.csv'), ['pseudonym', ...node.pseudonyms, ''].join('\n'))
  return home
}

/** What a gate knows belongs to one portal and one key; a demo that was made anew has others. */
async function isHomeOf(home: string, { private_jwk }: DemoNode, url: string): Promise<boolean> {
  try {
    const { portal } = JSON.parse(await readFile(join(home, 'config.json'), 'utf8'))
    const { kid } = JSON.parse(await readFile(join(home, 'private.jwk.json'), 'utf8'))
    return portal === url && kid === private_jwk.kid
  } catch {
    return false
  }
}
