import type { DataClass } from '../../../shared/contracts/data-classes.ts';
import type { NATIONAL_CODE_CHECKS } from '../checksums/national-code-checks.ts';

/** A code of letters and digits whose own form tells what it is. */
export interface CodeScheme {
  readonly dataClass: DataClass;
  /** Lengths without spaces and dashes. */
  readonly lengths: readonly number[];
  readonly form: RegExp;
  readonly check: keyof typeof NATIONAL_CODE_CHECKS;
  /** How sure it is without a word that announces it; 0 where such a word is needed. */
  readonly alone: number;
}

/** Codes with letters: forms are matched against at most twenty capitals and digits, so none can run away. */
export const CODE_SCHEMES: readonly CodeScheme[] = [
  {
    dataClass: 'national_id',
    lengths: [9],
    form: /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
    check: 'plausible',
    alone: 0.8,
  },
  { dataClass: 'national_id', lengths: [9], form: /^\d{8}[A-Z]$/, check: 'spanish', alone: 0.8 },
  {
    dataClass: 'national_id',
    lengths: [9],
    form: /^[XYZ]\d{7}[A-Z]$/,
    check: 'spanishForeigner',
    alone: 0.85,
  },
  {
    dataClass: 'national_id',
    lengths: [16],
    form: /^[A-Z]{6}\d[\dLMNP-V][A-EHLMPR-T][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/,
    check: 'italian',
    alone: 0.95,
  },
  {
    dataClass: 'national_id',
    lengths: [10],
    form: /^[0-3]\d{8}[A-FHJ-NPR-Y]$/,
    check: 'finnish',
    alone: 0.7,
  },
  { dataClass: 'national_id', lengths: [10], form: /^[0-3]\d{9}$/, check: 'finnish', alone: 0 },
  {
    dataClass: 'national_id',
    lengths: [11],
    form: /^[0-3]\d{5}[A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]$/,
    check: 'finnish',
    alone: 0.85,
  },
  {
    dataClass: 'national_id',
    lengths: [10],
    form: /^[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d$/,
    check: 'travelDocument',
    alone: 0,
  },
  {
    dataClass: 'national_id',
    lengths: [9],
    form: /^[LMNPRTVWXY][CFGHJKLMNPRTVWXYZ0-9]{8}$/,
    check: 'plausible',
    alone: 0,
  },
  { dataClass: 'national_id', lengths: [8, 9], form: /^\d{7}[A-W][A-IW]?$/, check: 'irish', alone: 0.7 },
  { dataClass: 'national_id', lengths: [9], form: /^[STFG]\d{7}[A-Z]$/, check: 'singaporean', alone: 0.85 },
  { dataClass: 'national_id', lengths: [10], form: /^[A-Z][1289]\d{8}$/, check: 'taiwanese', alone: 0.65 },
  {
    dataClass: 'national_id',
    lengths: [8, 9],
    form: /^[A-Z]{1,2}\d{6}[0-9A]$/,
    check: 'plausible',
    alone: 0,
  },
  { dataClass: 'national_id', lengths: [10], form: /^[A-Z]{5}\d{4}[A-Z]$/, check: 'plausible', alone: 0 },
  {
    dataClass: 'national_id',
    lengths: [10],
    form: /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/,
    check: 'plausible',
    alone: 0.75,
  },
  {
    dataClass: 'national_id',
    lengths: [18],
    form: /^[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d$/,
    check: 'mexican',
    alone: 0.95,
  },
  {
    dataClass: 'national_id',
    lengths: [12, 13],
    form: /^[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}$/,
    check: 'plausible',
    alone: 0,
  },
  { dataClass: 'national_id', lengths: [15], form: /^[12]\d{4}2[AB]\d{8}$/, check: 'corsican', alone: 0.9 },
  { dataClass: 'national_id', lengths: [18], form: /^\d{17}X$/, check: 'chinese', alone: 0.95 },
  { dataClass: 'national_id', lengths: [8, 9], form: /^\d{7,8}K$/, check: 'chilean', alone: 0.7 },
  { dataClass: 'national_id', lengths: [12], form: /^\d{8}\d[A-Z]{2}\d$/, check: 'plausible', alone: 0 },
  { dataClass: 'national_id', lengths: [12], form: /^\d{8}[A-Z]\d{3}$/, check: 'plausible', alone: 0 },
  {
    dataClass: 'vehicle_id',
    lengths: [17],
    form: /^[A-HJ-NPR-Z\d]{11}[\dA-HJ-NPR-Z]\d{5}$/,
    check: 'vehicle',
    alone: 0.8,
  },
  {
    dataClass: 'drivers_licence',
    lengths: [16],
    form: /^[A-Z9]{5}\d[0156]\d[0-3]\d{2}[A-Z9]{2}[A-Z0-9]{3}$/,
    check: 'plausible',
    alone: 0.8,
  },
];
