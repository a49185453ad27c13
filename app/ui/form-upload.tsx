import { Actions, Button } from './button.tsx'
import { useWords } from './use-words.ts'

/** What is wrong with a file and where, as its reader found it. */
type Problem = {
  path: string
  problem: 'not-json' | 'unknown-member' | 'unknown-code' | 'unknown-part' | 'not-a-name' | 'too-large' | 'not-accepted'
  value?: string
}

type FormUploadProps = { problems: readonly Problem[] | undefined; revision?: number; children: React.ReactNode }

/** Sends one JSON file; what is wrong with it stands beside, place by place. */
export function FormUpload({ problems = [], revision, children }: FormUploadProps) {
  const { t } = useWords()
  return (
    <form method="post" encType="multipart/form-data">
      {revision !== undefined && <input type="hidden" name="revision" value={revision} />}
      {problems.length > 0 && (
        <div className="notice notice--care" id="file-error">
          <ul>
            {problems.map(({ path, problem, value = '' }) => (
              <li key={path + value}>
                {t(`forms:problem.${problem}`)} {path && <code>{path}</code>}{' '}
                {value && !path.endsWith(value) && <code>{value}</code>}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="field">
        <label htmlFor="file">{t('forms:file.field')}</label>
        <input
          id="file"
          name="file"
          type="file"
          accept=".json,application/json"
          aria-invalid={problems.length > 0 ? true : undefined}
          aria-describedby={problems.length > 0 ? 'file-error' : undefined}
        />
      </div>
      <Actions>
        <Button name="intent" value="import" kind="second">
          {children}
        </Button>
      </Actions>
    </form>
  )
}
