import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { lookAtScan } from '#app/services/look-at-scan.server.ts'
import { A_SCAN } from '#tests/support/paper.ts'

const bytes = (...text: (string | Buffer)[]) => Buffer.concat(text.map((one) => Buffer.from(one as string, 'latin1')))

/** A page with a picture, and one more object. */
function pdf(object: string | Buffer = ''): Buffer {
  const picture = deflateSync(Buffer.alloc(200, 7))
  return bytes(
    '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    '3 0 obj\n<< /Type /XObject /Subtype /Image /Filter /FlateDecode >>\nstream\n',
    picture,
    '\nendstream\nendobj\n',
    object,
    '\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
  )
}

const objectStream = (held: Buffer, words = '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode') =>
  bytes(`9 0 obj\n<< ${words} /Length ${held.length} >>\nstream\r\n`, held, '\nendstream\nendobj\n')

describe('a scan is taken for what its bytes are:', () => {
  test.each([
    ['image/png', A_SCAN],
    ['image/jpeg', bytes('\xff\xd8\xff\xe0 a picture')],
    ['image/tiff', bytes('II*\0 a picture')],
    ['image/tiff', bytes('MM\0* a picture')],
    ['application/pdf', pdf()],
    ['application/pdf', pdf(objectStream(deflateSync('4 0 << /Type /Annot /Subtype /Link >>')))],
    ['application/pdf', pdf('<< /JSON (no name of ours) /AAA 1 >>')],
  ])('%s', (type, scan) => {
    expect(lookAtScan(scan)).toEqual({ ok: true, event: { type, bytes: scan } })
  })
})

describe('refused is', () => {
  test.each([
    ['a web page', bytes('<!doctype html><script>alert(1)</script>')],
    ['a drawing with script', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a web page before a PDF', bytes('<html>', pdf())],
    ['an archive', bytes('PK\x03\x04 a word processor’s file')],
    ['nothing', Buffer.alloc(0)],
  ])('%s', (_, scan) => {
    expect(lookAtScan(scan)).toEqual({ ok: false, refusal: 'scan-wrong-type' })
  })

  test('one byte more than ten megabytes', () => {
    const scan = Buffer.concat([A_SCAN, Buffer.alloc(10 * 1024 * 1024 + 1 - A_SCAN.length)])
    expect(lookAtScan(scan)).toEqual({ ok: false, refusal: 'scan-too-large' })
    expect(lookAtScan(scan.subarray(0, -1))).toMatchObject({ ok: true })
  })
})

describe('a PDF that could act by itself is refused:', () => {
  test.each([
    ['a script', '<< /S /JavaScript /JS (app.alert(1)) >>'],
    ['a script by its short name alone', '<< /JS (app.alert(1)) >>'],
    ['its name in escapes', '<< /S /J#61vaScr#69pt >>'],
    ['its short name in escapes', '<< /#4AS (app.alert(1)) >>'],
    ['a program', '<< /S /Launch /F (calc.exe) >>'],
    ['an action when it opens', '<< /OpenAction 4 0 R >>'],
    ['an action of a page', '<< /AA << /O 4 0 R >> >>'],
    ['a file inside', '<< /Type /EmbeddedFile >>'],
    ['files by name', '<< /Names << /EmbeddedFiles 4 0 R >> >>'],
    ['a form that is a program', '<< /AcroForm << /XFA 4 0 R >> >>'],
    ['what nobody can look into', '<< /Encrypt 4 0 R >>'],
    ['in an object stream', objectStream(deflateSync('4 0 << /S /JavaScript /JS (x) >>'))],
    ['in an object stream, in escapes', objectStream(deflateSync('4 0 << /J#53 (x) >>'))],
    [
      'in an object stream with its type in escapes',
      objectStream(deflateSync('<< /JS (x) >>'), '/Type /Obj#53tm /N 1'),
    ],
    ['in an object stream without a type', objectStream(deflateSync('4 0 << /JS (x) >>'), '/N 1 /First 4')],
    ['behind what looks like a stream', '% stream\n<< /S /JavaScript >>\n% endstream'],
    ['in a stream that never ends', '5 0 obj << >> stream\n<< /S /Launch >>'],
  ])('%s', (_, object) => {
    expect(lookAtScan(pdf(object))).toEqual({ ok: false, refusal: 'scan-with-script' })
  })

  test('or hides what it could do', () => {
    const [elsewise, broken, bomb] = [Buffer.from('3c3c3e3e>'), Buffer.from('xx'), deflateSync(Buffer.alloc(64e6))]
    for (const held of [elsewise, broken, bomb]) {
      expect(lookAtScan(pdf(objectStream(held)))).toEqual({ ok: false, refusal: 'scan-not-readable' })
    }
  })
})
