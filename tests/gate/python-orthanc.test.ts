import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dicomFile, type Element } from './dicom/dicom-file.ts'
import { ORTHANC, type Orthanc, startedOrthanc } from './support/orthanc.ts'
import { PERMIT } from './support/stand-in-portal.ts'
import { type TestNode, testNode } from './support/test-node.ts'

const [MARIJA, PEDRO, OLENA] = ['marija-0123456789', 'pedro-01234567890', 'olena-01234567890']
const REQUEST = {
  legal_basis: 'consent',
  programme: 'lung',
  purpose: 'ai-development',
  recipient: 'public-research',
  region: 'eu-eea',
}

let made = 0
function image(subject: string, ...set: Element[]): Buffer {
  made += 1
  const uid = (place: string) => `1.2.826.0.1.3680043.10.999.${place}.${made}`
  const own: Element[] = [
    ['00080018', 'UI', uid('1')],
    ['0020000d', 'UI', uid('3')],
    ['0020000e', 'UI', uid('4')],
  ]
  return dicomFile({ set: [['00100020', 'LO', subject], ...own, ...set] })
}

/** A node that holds consent of Marija, and of Olena for scans since February 2024, with Orthanc beside it. */
async function hospital(
  settings: object = {},
  accord: object = {},
): Promise<{ node: TestNode; orthanc: Orthanc | null }> {
  const node = await testNode({ startsAt: new Date() })
  const since = { ...PERMIT, acquired_from: '2024-02-01' }
  node.portal.permit({ subject: MARIJA, idx: 0 }, { subject: OLENA, idx: 1, provisions: [since] })
  await node.run('sync')
  const Accord = { Home: node.home, Request: REQUEST, MaxAgeSeconds: 3600, ...accord }
  return { node, orthanc: await startedOrthanc(node.folder, { Accord, ...settings }) }
}

async function openHospital(accord: object = {}): Promise<{ node: TestNode; orthanc: Orthanc }> {
  const { node, orthanc } = await hospital({}, accord)
  if (!orthanc) throw new Error('Orthanc did not start')
  return { node, orthanc }
}

const upload = async (orthanc: Orthanc, bytes: Buffer) => (await orthanc.ask('POST /instances', bytes)).json as Stored
type Stored = { Status: string; ID: string; ParentSeries: string; ParentStudy: string; ParentPatient: string }

describe.skipIf(!ORTHANC)('Orthanc (skipped where Debian’s orthanc, orthanc-python or dcmtk are missing)', () => {
  test('keeps an image that consent covers, and hands it out at every level', async () => {
    const { orthanc } = await openHospital()
    const stored = await upload(orthanc, image(MARIJA))
    expect(stored.Status).toBe('Success')
    for (const route of [
      `instances/${stored.ID}/file`,
      `instances/${stored.ID}/simplified-tags`,
      `series/${stored.ParentSeries}`,
      `studies/${stored.ParentStudy}/archive`,
      `patients/${stored.ParentPatient}`,
    ]) {
      expect(await orthanc.ask(`GET /${route}`), route).toMatchObject({ status: 200 })
    }
  })

  test('keeps out what consent does not cover, whatever way it comes', async () => {
    const { orthanc } = await openHospital()
    for (const [which, made] of Object.entries({
      'of somebody who gave none': () => image(PEDRO),
      'without a Patient ID': () => dicomFile({ without: ['00100020'] }),
      'of another kind than she permits': () => image(MARIJA, ['00080060', 'CS', 'MG']),
      'of a kind that nobody knows': () => image(MARIJA, ['00080060', 'CS', 'XX']),
      'made before the days that she permits': () => image(OLENA),
      'of an impossible day': () => image(OLENA, ['00080022', 'DA', '2024022']),
      'with a second name in its Patient ID': () => image(`${MARIJA}\\${PEDRO}`),
    })) {
      expect(await upload(orthanc, made()), which).toMatchObject({ Status: 'FilteredOut' })
      expect(await orthanc.store(made()), which).toMatch(/0x124/)
    }
    expect((await orthanc.ask('GET /instances')).json).toEqual([])
  })

  test('answers many who send and read at the same time', async () => {
    const { orthanc } = await openHospital()
    const { ID } = await upload(orthanc, image(MARIJA))
    const asked = Array.from({ length: 20 }, async (_, index) => {
      const sent = upload(orthanc, image(index % 2 ? MARIJA : PEDRO))
      const read = orthanc.ask(`GET /instances/${ID}/file`)
      return [(await sent).Status, (await read).status]
    })
    const answers = await Promise.all(asked)
    expect(answers).toEqual(answers.map((_, index) => [index % 2 ? 'Success' : 'FilteredOut', 200]))
  })

  test('takes an image over C-STORE, and a later scan of somebody who permits those', async () => {
    const { orthanc } = await openHospital()
    expect(await orthanc.store(image(MARIJA))).toBe('Success')
    const stored = await upload(orthanc, image(OLENA, ['00080022', 'DA', '20240301']))
    expect(stored.Status).toBe('Success')
    expect(await orthanc.ask(`GET /instances/${stored.ID}/file`)).toMatchObject({ status: 200 })
    // Above an image no one day is known.
    expect(await orthanc.ask(`GET /series/${stored.ParentSeries}/archive`)).toMatchObject({ status: 403 })
  })

  test('hands out nothing of somebody who withdrew, and lets the hospital delete it', async () => {
    const { node, orthanc } = await openHospital()
    const stored = await upload(orthanc, image(MARIJA))
    node.portal.revoke(0)
    node.wait(1)
    await node.run('sync')
    for (const route of [
      `instances/${stored.ID}/file`,
      `instances/${stored.ID}/preview`,
      `series/${stored.ParentSeries}/archive`,
      `studies/${stored.ParentStudy}`,
      `patients/${stored.ParentPatient}/instances-tags`,
    ]) {
      expect(await orthanc.ask(`GET /${route}`), route).toMatchObject({ status: 403 })
    }
    expect(await upload(orthanc, image(MARIJA))).toMatchObject({ Status: 'FilteredOut' })
    expect(await orthanc.ask(`DELETE /patients/${stored.ParentPatient}`)).toMatchObject({ status: 200 })
  })

  test('hands out nothing by a way that the filter does not understand', async () => {
    const { orthanc } = await openHospital()
    const { ID, ParentStudy } = await upload(orthanc, image(MARIJA))
    for (const route of [
      'GET /instances?expand',
      'GET /studies?requested-tags=PatientName',
      'GET /patients/nobody',
      `GET /instances/${ID.toUpperCase()}/file`,
      `POST /studies/${ParentStudy}/anonymize`,
      `POST /studies/${ParentStudy}/merge`,
      `PUT /instances/${ID}/metadata/1024`,
      `DELETE /instances/${ID}/metadata/1024`,
      'POST /tools/find',
      'POST /modalities/elsewhere/store',
      'PUT /modalities/elsewhere',
      'GET /app/explorer.html',
      'GET /webdav/',
      'PROPFIND /webdav/by-patients/',
    ]) {
      expect(await orthanc.ask(route), route).toMatchObject({ status: 403 })
    }
    expect(await orthanc.ask('GET /system')).toMatchObject({ status: 200 })
    expect(await orthanc.ask('GET /instances?since=0&limit=1')).toMatchObject({ status: 200 })
  })

  test('opens only those other routes that the hospital answers for', async () => {
    const { orthanc } = await openHospital({ OpenRoutes: ['/app/', '/tools/now'] })
    expect(await orthanc.ask('GET /app/explorer.html')).toMatchObject({ status: 200 })
    expect(await orthanc.ask('GET /tools/now')).toMatchObject({ status: 200 })
    expect(await orthanc.ask('GET /tools/now-local')).toMatchObject({ status: 403 })
  })

  test('keeps everything out, and gives nothing, once nobody can know', async () => {
    const { node, orthanc } = await openHospital()
    const stored = await upload(orthanc, image(MARIJA))
    await rm(join(node.home, 'state/trust.json'))
    expect(await upload(orthanc, image(MARIJA))).toMatchObject({ Status: 'FilteredOut' })
    expect(await orthanc.store(image(MARIJA))).toMatch(/0x124/)
    expect(await orthanc.ask(`GET /instances/${stored.ID}/file`)).toMatchObject({ status: 403 })
    expect(orthanc.log()).not.toContain(MARIJA)
  })

  test.each([
    ['its plugin is not told what the images are for', {}, { Request: undefined }],
    ['the request says itself of which kind they are', {}, { Request: { ...REQUEST, data: ['imaging-ct'] } }],
    ['a modality could fetch images past the filter', { DicomModalities: { CT1: ['CT1', '127.0.0.1', 104] } }, {}],
    ['anybody could', { DicomAlwaysAllowMove: true }, {}],
    ['the modalities stand in a database', { DicomModalitiesInDatabase: true }, {}],
  ])('does not start where %s', async (_, settings, accord) => {
    expect((await hospital(settings, accord)).orthanc).toBeNull()
  })

  test('starts with a modality that may send and no more', async () => {
    const sender = { AET: 'CT1', Host: '127.0.0.1', Port: 104, AllowFind: false, AllowGet: false, AllowMove: false }
    expect((await hospital({ DicomModalities: { CT1: sender } })).orthanc).not.toBeNull()
  })
})
