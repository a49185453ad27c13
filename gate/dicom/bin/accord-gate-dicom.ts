#!/usr/bin/env node
import { asProgram } from '../../as-program.ts'
import { main } from '../main.ts'

asProgram('accord-gate-dicom', main)
