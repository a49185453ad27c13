import type { DataCategory } from '../consent/codes.ts'
import { type CodeableConcept, concept, DICOM, ownSystem } from './coding.ts'

/** The FHIR resource that data of this kind arrives in. */
export function resourceTypeOf(category: DataCategory): string {
  return KINDS[category].resource
}

/** What is in it: our own code, with DICOM's modality where there is one that means the same. */
export function contentOf(category: DataCategory, url: string): CodeableConcept {
  const { modality } = KINDS[category]
  const own = { system: ownSystem(url, 'data'), code: category }
  return modality ? concept(own, { system: DICOM, ...modality }) : concept(own)
}

const KINDS: Record<DataCategory, { resource: string; modality?: { code: string; display: string } }> = {
  'imaging-ct': { resource: 'ImagingStudy', modality: { code: 'CT', display: 'Computed Tomography' } },
  'imaging-mg': { resource: 'ImagingStudy', modality: { code: 'MG', display: 'Mammography' } },
  'imaging-mr': { resource: 'ImagingStudy', modality: { code: 'MR', display: 'Magnetic Resonance' } },
  'imaging-other': { resource: 'ImagingStudy' },
  reports: { resource: 'DiagnosticReport' },
  clinical: { resource: 'Observation' },
  pathology: { resource: 'Specimen' },
}
