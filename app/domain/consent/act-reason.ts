/**
 * The purposes in HL7's vocabulary (v3-ActReason). Purposes beside one another in a FHIR provision are alternatives:
 * a code that means more than ours would permit more than she did, so only what means no more stands here.
 * `HRESCH` is all health research, hence no other name for training a model; nothing there names a product.
 */
const ACT_REASONS: Readonly<Record<string, { code: string; display: string }>> = {
  'scientific-research': { code: 'HRESCH', display: 'healthcare research' },
  'public-health': { code: 'PUBHLTH', display: 'public health' },
  education: { code: 'TRAIN', display: 'training' },
}

export function actReasonOf(purpose: string): { code: string; display: string } | null {
  return Object.hasOwn(ACT_REASONS, purpose) ? (ACT_REASONS[purpose] ?? null) : null
}
