export { type SummaryContent, type SummarySection, summaryPdf } from './summary-pdf.ts';
