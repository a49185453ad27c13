import type { Translate } from './translate.ts'

/** What is asked about a data use, by field: beside the field, and in the summary of errors. */
export function dataUseLabels(t: Translate) {
  return {
    legal_basis: t('data-uses:basis.question'),
    purpose: t('altruism:use.what-for'),
    organisation: t('altruism:use.who'),
    recipient: t('altruism:use.kind'),
    region: t('altruism:use.where'),
    data: t('altruism:use.which-data'),
    tool_name: t('altruism:use.tool'),
    tool_version: t('data-uses:tool-version'),
    approval_reference: t('altruism:use.approval'),
    starts_on: t('data-uses:starts'),
    ends_on: t('data-uses:ends'),
  }
}
