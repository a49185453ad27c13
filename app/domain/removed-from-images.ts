/** What becomes of one entry of an image's header. */
export type HeaderEntry = { attribute: string; tag: string; done: 'removed' | 'replaced' | 'kept' }

/**
 * The entries of an image's header that a person understands, by what they tell, and what becomes of each by the rules
 * for medical images (DICOM PS3.15, basic application level confidentiality profile).
 */
export const IMAGE_HEADER = {
  person: [
    { attribute: 'patient-name', tag: '(0010,0010)', done: 'removed' },
    { attribute: 'birth-date', tag: '(0010,0030)', done: 'removed' },
    { attribute: 'address', tag: '(0010,1040)', done: 'removed' },
    { attribute: 'phone', tag: '(0010,2154)', done: 'removed' },
    { attribute: 'comments', tag: '(0010,4000)', done: 'removed' },
  ],
  numbers: [
    { attribute: 'patient-id', tag: '(0010,0020)', done: 'replaced' },
    { attribute: 'other-ids', tag: '(0010,1000)', done: 'removed' },
    { attribute: 'accession-number', tag: '(0008,0050)', done: 'removed' },
    { attribute: 'study-uid', tag: '(0020,000D)', done: 'replaced' },
    { attribute: 'image-uid', tag: '(0008,0018)', done: 'replaced' },
  ],
  staff: [
    { attribute: 'institution', tag: '(0008,0080)', done: 'removed' },
    { attribute: 'institution-address', tag: '(0008,0081)', done: 'removed' },
    { attribute: 'referring-doctor', tag: '(0008,0090)', done: 'removed' },
    { attribute: 'performing-doctor', tag: '(0008,1050)', done: 'removed' },
    { attribute: 'operator', tag: '(0008,1070)', done: 'removed' },
    { attribute: 'station', tag: '(0008,1010)', done: 'removed' },
    { attribute: 'serial-number', tag: '(0018,1000)', done: 'removed' },
  ],
  time: [
    { attribute: 'study-date', tag: '(0008,0020)', done: 'removed' },
    { attribute: 'study-time', tag: '(0008,0030)', done: 'removed' },
  ],
  kept: [
    { attribute: 'modality', tag: '(0008,0060)', done: 'kept' },
    { attribute: 'model', tag: '(0008,1090)', done: 'kept' },
    { attribute: 'slice-thickness', tag: '(0018,0050)', done: 'kept' },
    { attribute: 'kvp', tag: '(0018,0060)', done: 'kept' },
    { attribute: 'pixel-spacing', tag: '(0028,0030)', done: 'kept' },
  ],
} as const satisfies Record<string, readonly HeaderEntry[]>
