export const PIN_DIGITS = { fewest: 6, most: 12 }

export type PinRefusal = 'pin-not-digits' | 'pin-too-short' | 'pin-too-long' | 'pin-too-easy'

/** What is wrong with a PIN, or null. */
export function pinRefusal(pin: string): PinRefusal | null {
  if (!/^[0-9]+$/.test(pin)) return 'pin-not-digits'
  if (pin.length < PIN_DIGITS.fewest) return 'pin-too-short'
  if (pin.length > PIN_DIGITS.most) return 'pin-too-long'
  return isTrivial(pin) ? 'pin-too-easy' : null
}

/** What a guesser tries first: one digit, a run up or down, a short pattern said again and again. */
function isTrivial(pin: string): boolean {
  return isRun(pin, 0) || isRun(pin, 1) || isRun(pin, -1) || isRepeated(pin, 2) || isRepeated(pin, 3)
}

function isRun(pin: string, step: number): boolean {
  return [...pin].every((digit, place) => place === 0 || Number(digit) === (Number(pin[place - 1]) + step + 10) % 10)
}

function isRepeated(pin: string, length: number): boolean {
  return (
    pin ===
    pin
      .slice(0, length)
      .repeat(Math.ceil(pin.length / length))
      .slice(0, pin.length)
  )
}
