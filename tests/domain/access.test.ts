import { expect, test } from 'vitest'
import { dayFromParts } from '#app/domain/access/birth-date.ts'
import { pinRefusal } from '#app/domain/access/pin.ts'
import { isSessionAlive, sessionEnd } from '#app/domain/access/session.ts'
import { nextTryAt } from '#app/domain/access/sign-in-delay.ts'

const at = new Date('2026-05-01T12:00:00Z')
const minutesLater = (minutes: number) => new Date(at.getTime() + minutes * 60_000)

test('a PIN of six digits that nobody tries first is accepted', () => {
  for (const pin of ['294017', '830295', '904112345']) expect(pinRefusal(pin)).toBeNull()
})

test('a PIN that is too short, too long or no number is refused with its own reason', () => {
  expect(pinRefusal('12a456')).toBe('pin-not-digits')
  expect(pinRefusal('١٢٣٤٥٦')).toBe('pin-not-digits')
  expect(pinRefusal('29401')).toBe('pin-too-short')
  expect(pinRefusal('2940172940172')).toBe('pin-too-long')
})

test('a PIN that a guesser tries first is refused', () => {
  const easy = ['000000', '777777', '123456', '654321', '456789', '890123', '121212', '147147', '9876543210']
  for (const pin of easy) expect(pinRefusal(pin)).toBe('pin-too-easy')
})

test('a session ends half an hour after its last sign of life, and after twelve hours whatever happens', () => {
  const session = { lastSeenAt: at, expiresAt: sessionEnd(at, false), sharedDevice: false }
  expect(isSessionAlive(session, minutesLater(29))).toBe(true)
  expect(isSessionAlive(session, minutesLater(30))).toBe(false)
  expect(isSessionAlive({ ...session, lastSeenAt: minutesLater(719) }, minutesLater(719))).toBe(true)
  expect(isSessionAlive({ ...session, lastSeenAt: minutesLater(719) }, minutesLater(720))).toBe(false)
})

test('on a shared phone five minutes of silence end it', () => {
  const session = { lastSeenAt: at, expiresAt: sessionEnd(at, true), sharedDevice: true }
  expect(isSessionAlive(session, minutesLater(4))).toBe(true)
  expect(isSessionAlive(session, minutesLater(5))).toBe(false)
})

test('five tries are free, then each wait is longer, and none is longer than a quarter of an hour', () => {
  expect(nextTryAt(4, at)).toBeNull()
  const waits = [5, 6, 7, 20].map((tries) => ((nextTryAt(tries, at)?.getTime() ?? 0) - at.getTime()) / 1000)
  expect(waits).toEqual([2, 4, 8, 900])
})

test('a birth date is a day that the calendar has', () => {
  expect(dayFromParts({ day: '7', month: '3', year: '1951' })).toBe('1951-03-07')
  expect(dayFromParts({ day: '29', month: '02', year: '1952' })).toBe('1952-02-29')
  for (const [day, month, year] of [
    ['29', '2', '1951'],
    ['31', '4', '1951'],
    ['0', '1', '1951'],
    ['1', '13', '1951'],
    ['1', '1', '51'],
    ['x', '1', '1951'],
  ]) {
    expect(dayFromParts({ day: day ?? '', month: month ?? '', year: year ?? '' })).toBeNull()
  }
})
