import type { Browser } from './browser.ts'

/** The same browser, which opens a page before it sends the page's form: what it sends says whose record that was. */
export function opensFirst(browser: Browser): Browser {
  return {
    ...browser,
    post: async (path, fields, headers) => {
      const record = await recordOn(browser, path)
      return browser.post(path, fields instanceof FormData || !record ? fields : { record, ...fields }, headers)
    },
  }
}

/** Whose record the form on this page is for, as it says so itself; empty where the page has none. */
export async function recordOn(browser: Browser, path: string): Promise<string> {
  return /name="record" value="([^"]+)"/.exec(await (await browser.get(path)).text())?.[1] ?? ''
}
