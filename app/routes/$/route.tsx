import { refusalPage } from '#app/http/problem.ts'

export function loader() {
  throw refusalPage('page-not-found')
}

export function action() {
  throw refusalPage('page-not-found')
}

export default function NotFound() {
  return null
}
