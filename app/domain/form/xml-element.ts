/** An element as a parser read it: no entities left, text runs joined, `{namespace}name` where a name has one. */
export type XmlElement = {
  name: string
  attributes: Record<string, string>
  children: (XmlElement | string)[]
  /** `line:column`, for whoever looks for it in the file. */
  place: string
}

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
