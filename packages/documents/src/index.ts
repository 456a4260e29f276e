export { type SummaryContent, summaryPdf } from './summary-pdf.ts';
