export { LARGEST_FILE } from './clean-file.ts';
export { type CleanedFile, cleanFileApart } from './clean-file-apart.ts';
export { type ConsentFormContent, consentFormPdf } from './consent-form-pdf.ts';
export { type LawTableContent, lawTablePdf } from './law-table-pdf.ts';
export { type RightsCardContent, rightsCardPdf } from './rights-card-pdf.ts';
export { type SummaryContent, type SummarySection, summaryPdf } from './summary-pdf.ts';
