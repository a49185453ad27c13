import { z } from 'zod'
import { MESSAGE_KINDS } from '#app/domain/message/topics.ts'

/** One page, four buttons: give an address, confirm it, choose what about, delete it. */
export const messagesSchema = z.object({
  act: z.enum(['give', 'confirm', 'choose', 'delete']),
  address: z.string().default(''),
  number: z.string().default(''),
  kinds: z.array(z.enum(MESSAGE_KINDS)),
})
