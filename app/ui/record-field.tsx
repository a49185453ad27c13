import { useRouteLoaderData } from '@remix-run/react'

/** Says in a form on whose record it was opened: sent while another one is open, it counts on neither. */
export function RecordField() {
  const record = useRouteLoaderData<{ record: string | null }>('root')?.record
  return record ? <input type="hidden" name="record" value={record} /> : null
}
