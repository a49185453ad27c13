/** Names of questions, answers and sections: they stand in addresses, where `check` and `new` are pages already. */
export const FORM_NAME = /^(?!(?:check|new)$)[a-z][a-z0-9-]{0,39}$/

/** `2`, `2.1`, `2.1.3`. */
export const FORM_VERSION = /^\d{1,4}(\.\d{1,4}){0,2}$/
