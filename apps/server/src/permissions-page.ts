import { matrixPage, rowsOf } from '@sojourn/operations';
import { acts, documents, queries } from './operations.ts';

/** Every operation of this server with its policy. */
export const operationRows = () => rowsOf(acts, queries, documents);

export const permissionsPage = (): string => matrixPage(operationRows());
