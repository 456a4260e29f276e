export { type Notice, noticeSchema, signatureHeader, signedText } from './notice.ts';
