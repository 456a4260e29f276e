import { appealWords } from './appeal.ts';
import { caseWords } from './case.ts';
import { codesWords } from './codes.ts';
import { consentWords } from './consent.ts';
import { dangerWords } from './danger.ts';
import { datesWords } from './dates.ts';
import { deviceWords } from './device.ts';
import { indicatorWords } from './indicators.ts';
import { installationWords } from './installation.ts';
import { interchangeWords } from './interchange.ts';
import { lawWords } from './law.ts';
import { likelyWords } from './likely.ts';
import { operationsWords } from './operations.ts';
import { peopleWords } from './people.ts';
import { permissionWords } from './permission.ts';
import { programsWords } from './programs.ts';
import { recordsWords } from './records.ts';
import { refusalsWords } from './refusals.ts';
import { reviewWords } from './review.ts';
import { rightsWords } from './rights.ts';
import { rulesWords } from './rules.ts';
import { searchWords } from './search.ts';
import { shellWords } from './shell.ts';
import { signInWords } from './sign-in.ts';
import { tourWords } from './tour.ts';

export const ar = {
  ...shellWords,
  ...caseWords,
  ...rightsWords,
  ...lawWords,
  ...reviewWords,
  ...interchangeWords,
  ...codesWords,
  ...permissionWords,
  ...recordsWords,
  ...likelyWords,
  ...refusalsWords,
  ...dangerWords,
  ...indicatorWords,
  ...appealWords,
  ...datesWords,
  ...operationsWords,
  ...consentWords,
  ...peopleWords,
  ...rulesWords,
  ...searchWords,
  ...signInWords,
  ...deviceWords,
  ...programsWords,
  ...installationWords,
  ...tourWords,
} as const;
