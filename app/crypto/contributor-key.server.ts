import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const IV_BYTES = 12
const TAG_BYTES = 16

/** A new key for one contributor, wrapped by the portal's master key (32 bytes each, AES-256-GCM). */
export function wrapNewKey(master: Buffer): Buffer {
  return seal(master, randomBytes(32))
}

export function unwrapKey(master: Buffer, wrapped: Buffer): Buffer {
  return open(master, wrapped)
}

/** Encrypts `plain` under `key`: iv, tag and ciphertext in one buffer (AES-256-GCM, random 96-bit iv). */
export function seal(key: Buffer, plain: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** Opens what `seal` made; throws where key or bytes are not the ones that were sealed. */
export function open(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
}
