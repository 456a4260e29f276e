export { LARGEST_FILE } from './clean-file.ts';
export { type CleanedFile, cleanFileApart } from './clean-file-apart.ts';
export { type ConsentFormContent, consentFormPdf } from './consent-form-pdf.ts';
export { type SummaryContent, type SummarySection, summaryPdf } from './summary-pdf.ts';
