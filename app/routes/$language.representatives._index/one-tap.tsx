import { Actions, Button } from '#app/ui/button.tsx'
import { RecordField } from '#app/ui/record-field.tsx'

type OneTapProps = { act: 'begin' | 'end'; representation: string; children: React.ReactNode }

/** One button that begins to act by a representation, or ends it. */
export function OneTap({ act, representation, children }: OneTapProps) {
  return (
    <form method="post">
      <RecordField />
      <input type="hidden" name="representation" value={representation} />
      <Actions>
        <Button kind={act === 'begin' ? 'first' : 'second'} name="act" value={act}>
          {children}
        </Button>
      </Actions>
    </form>
  )
}
