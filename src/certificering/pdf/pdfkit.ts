import { createRequire } from 'node:module';
import type PDFKitDocument from 'pdfkit';

const require = createRequire(import.meta.url);

/** A new document. pdfkit takes long to load and few processes make a PDF, so it is loaded for the first one. */
export function nieuwDocument(opties: PDFKit.PDFDocumentOptions): PDFKit.PDFDocument {
  const PDFDocument = require('pdfkit') as typeof PDFKitDocument;
  return new PDFDocument(opties);
}
