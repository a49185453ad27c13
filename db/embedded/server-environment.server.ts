/** What the database programs get to see of our environment: none of our settings, one language and time zone. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV } = process.env
  return { PATH, NODE_ENV, LC_ALL: 'C', TZ: 'UTC' }
}
