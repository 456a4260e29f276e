export { type CleanFile, cleanFile, LARGEST_FILE } from './clean-file.ts';
export { type ConsentFormContent, consentFormPdf } from './consent-form-pdf.ts';
export { type SummaryContent, type SummarySection, summaryPdf } from './summary-pdf.ts';
