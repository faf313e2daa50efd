import { A4 } from './siermotief.js';

/** Puts a drawing on the page that is being made. */
export type Tekening = () => void;

/**
 * A drawing of the size of the page that many pages share: a form XObject (ISO 32000-1, 8.10), which stands in the
 * document once. pdfkit has no name for it, but writes any object that it is given.
 * @param opdrachten drawing commands, deflated.
 */
export function gedeeld(doc: PDFKit.PDFDocument, naam: string, opdrachten: Uint8Array): Tekening {
  const vorm = doc.ref({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, A4.breed, A4.hoog],
    Resources: {},
    Filter: 'FlateDecode',
  });
  vorm.end(opdrachten);
  return () => {
    (doc.page.xobjects as Record<string, unknown>)[naam] = vorm;
    doc.addContent(`/${naam} Do`);
  };
}
