import PDFDocument from 'pdfkit';
import type { Blad } from './blad.rules.js';
import { metLetters, noemTekens } from './lettertypen.js';
import { lijst } from './siermotief.js';
import { tekenBlad } from './tekenblad.js';
import { gedeeld, type Tekening } from './tekening.js';

export interface Pdfbijlage {
  naam: string;
  /** Media type. */
  soort: string;
  omschrijving: string;
  tekst: string;
}

export interface Documentgegevens {
  titel: string;
  /** Of the document itself: a moment of the certificaat, never of now. */
  moment: Date;
}

/** One certificaat as a PDF: the same bytes for the same sheet, moment and bijlage. */
export function certificaatpdf(blad: Blad, moment: Date, bijlage: Pdfbijlage | null): Buffer {
  const pdf = new Certificaatdocument({
    titel: `Certificaat ${blad.nummer}: ${blad.naam}, ${blad.opleiding}`,
    moment,
  });
  pdf.voegToe(blad);
  if (bijlage) pdf.hecht(bijlage, moment);
  return pdf.eindig();
}

/** Many certificaten as one PDF for the printer, a page each; what is ready goes out before the next is drawn. */
export function* certificatenpdf(bladen: Iterable<Blad>, gegevens: Documentgegevens): Generator<Buffer> {
  const pdf = new Certificaatdocument(gegevens);
  for (const blad of bladen) {
    pdf.voegToe(blad);
    yield pdf.gereed();
  }
  yield pdf.eindig();
}

class Certificaatdocument {
  private readonly doc: PDFKit.PDFDocument;
  private readonly wortel: PDFKit.PDFStructureElement;
  private readonly lijst: Tekening;

  constructor({ titel, moment }: Documentgegevens) {
    this.doc = new PDFDocument({
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
    metLetters(this.doc);
    this.lijst = gedeeld(this.doc, 'Lijst', lijst);
    this.wortel = this.doc.struct('Document');
    this.doc.addStructure(this.wortel);
  }

  voegToe(blad: Blad): void {
    this.doc.addPage({ size: 'A4', margin: 0 });
    // The keyboard goes through the links in the order of the tags.
    (this.doc.page.dictionary as unknown as { data: Record<string, unknown> }).data.Tabs = 'S';
    this.wortel.add(tekenBlad(this.doc, blad, this.lijst));
  }

  hecht({ naam, soort, omschrijving, tekst }: Pdfbijlage, moment: Date): void {
    const kenmerken = { name: naam, type: soort, description: omschrijving, relationship: 'Data' };
    this.doc.file(Buffer.from(tekst), { ...kenmerken, creationDate: moment, modifiedDate: moment });
  }

  /** What has been written since the last time. */
  gereed(): Buffer {
    return (this.doc.read() as Buffer | null) ?? Buffer.alloc(0);
  }

  eindig(): Buffer {
    this.wortel.end();
    noemTekens(this.doc);
    this.doc.appendXML(pdfUa);
    this.doc.end();
    return this.gereed();
  }
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
