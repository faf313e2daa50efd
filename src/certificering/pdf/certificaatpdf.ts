import type PDFKitDocument from 'pdfkit';
import { createRequire } from 'node:module';
import type { Blad } from './blad.rules.js';
import { metLetters, noemTekens } from './lettertypen.js';
import { tekenBlad } from './tekenblad.js';

export interface Pdfbijlage {
  naam: string;
  /** Media type. */
  soort: string;
  omschrijving: string;
  tekst: string;
}

interface Document {
  titel: string;
  /** Of the document itself: a moment of the certificaat, never of now. */
  moment: Date;
}

/** One certificaat as a PDF: the same bytes for the same sheet, moment and bijlage. */
export function certificaatpdf(blad: Blad, moment: Date, bijlage: Pdfbijlage | null): Buffer {
  const doc = begin({ titel: `Certificaat ${blad.nummer}: ${blad.naam}, ${blad.opleiding}`, moment });
  const wortel = doc.struct('Document');
  doc.addStructure(wortel);
  voegToe(doc, wortel, blad);
  if (bijlage) {
    const opties = { name: bijlage.naam, type: bijlage.soort, description: bijlage.omschrijving };
    const kenmerken = { ...opties, relationship: 'Data', creationDate: moment, modifiedDate: moment };
    doc.file(Buffer.from(bijlage.tekst), kenmerken);
  }
  eindig(doc, wortel);
  return doc.read() as Buffer;
}

/** Many certificaten as one PDF for the printer, a page each; what is ready goes out before the next is asked for. */
export async function* certificatenpdf(
  bladen: AsyncIterable<Blad>,
  document: Document,
): AsyncGenerator<Buffer> {
  const doc = begin(document);
  const wortel = doc.struct('Document');
  doc.addStructure(wortel);
  for await (const blad of bladen) {
    voegToe(doc, wortel, blad);
    yield* klaar(doc);
  }
  eindig(doc, wortel);
  yield* klaar(doc);
}

function* klaar(doc: PDFKit.PDFDocument): Generator<Buffer> {
  for (let deel = doc.read() as Buffer | null; deel !== null; deel = doc.read() as Buffer | null) yield deel;
}

function begin({ titel, moment }: Document): PDFKit.PDFDocument {
  const doc = nieuwDocument({
    font: '',
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'nl-NL',
    tagged: true,
    displayTitle: true,
    subset: 'PDF/A-3a',
    info: {
      Title: inXml(titel),
      Author: 'Utrecht Leert Academie',
      Creator: 'Utrecht Leert Academie',
      CreationDate: moment,
    },
  });
  metLetters(doc);
  return doc;
}

function voegToe(doc: PDFKit.PDFDocument, wortel: PDFKit.PDFStructureElement, blad: Blad): void {
  doc.addPage({ size: 'A4', margin: 0 });
  // The keyboard goes through the links in the order of the tags.
  (doc.page.dictionary as unknown as { data: Record<string, unknown> }).data.Tabs = 'S';
  wortel.add(tekenBlad(doc, blad));
}

function eindig(doc: PDFKit.PDFDocument, wortel: PDFKit.PDFStructureElement): void {
  wortel.end();
  noemTekens(doc);
  doc.appendXML(pdfUa);
  doc.end();
}

/** pdfkit copies the title into XML as it is, and both must say the same. */
const inXml = (tekst: string): string => tekst.replace(/&/g, 'en').replace(/[<>]/g, '');

/** PDF/UA-1, and the description of its one field that PDF/A wants to find. */
const pdfUa = `
        <rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
            <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
            xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
            xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
            <pdfaExtension:schemas>
                <rdf:Bag>
                    <rdf:li rdf:parseType="Resource">
                        <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
                        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
                        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
                        <pdfaSchema:property>
                            <rdf:Seq>
                                <rdf:li rdf:parseType="Resource">
                                    <pdfaProperty:name>part</pdfaProperty:name>
                                    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
                                    <pdfaProperty:category>internal</pdfaProperty:category>
                                    <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
                                </rdf:li>
                            </rdf:Seq>
                        </pdfaSchema:property>
                    </rdf:li>
                </rdf:Bag>
            </pdfaExtension:schemas>
        </rdf:Description>
        `;

const require = createRequire(import.meta.url);

/** A new document. pdfkit takes long to load and few processes make a PDF, so it is loaded for the first one. */
export function nieuwDocument(opties: PDFKit.PDFDocumentOptions): PDFKit.PDFDocument {
  const PDFDocument = require('pdfkit') as typeof PDFKitDocument;
  return new PDFDocument(opties);
}
