import Handlebars from 'handlebars';
import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { prepared } from '../prepared.js';
import { projectRoot } from '../project-root.js';
import { helpers } from './template-helpers.js';

const require = createRequire(import.meta.url);

type Template = Handlebars.TemplateDelegate<object>;

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => file.split(path.sep).join('/'));
}

/** All Handlebars templates of the project, compiled once. A name is the path below `templates/` without `.hbs`. */
export class Templates {
  private readonly handlebars = Handlebars.create();
  private readonly compiled = new Map<string, Template>();
  private mailStyle: string | undefined;

  constructor(private readonly folder = path.join(projectRoot, 'templates')) {
    this.handlebars.registerHelper(helpers);
    for (const file of filesUnder(folder)) this.load(file);
  }

  get names(): string[] {
    return [...this.compiled.keys()];
  }

  render(name: string, context: object): string {
    const template = this.compiled.get(name);
    if (!template) throw new Error(`There is no template ${name}`);
    return template(context);
  }

  /** A page inside the shell that all pages share. */
  page(name: string, context: object, shell: object): string {
    return this.render('layouts/pagina', { ...shell, inhoud: this.render(`pages/${name}`, context) });
  }

  /**
   * The three parts of a mail, each in its shell; `name` is `<feature>/<mail>`. A mail program shows the first words
   * beside the subject: `voorkop` is the first paragraph after the title and the greeting.
   */
  mail(name: string, context: object): { onderwerp: string; html: string; tekst: string } {
    const part = (kind: string): string => this.render(`mail/${name}.${kind}`, context);
    const onderwerp = part('subject').trim();
    const text = part('text');
    const voorkop = firstParagraph(text);
    const html = this.render('layouts/mail.html', { ...context, onderwerp, voorkop, inhoud: part('html') });
    const tekst = this.render('layouts/mail.text', { ...context, onderwerp, inhoud: text });
    return { onderwerp, html, tekst };
  }

  private load(file: string): void {
    const name = file.replace(/\.hbs$/, '');
    const source = this.styled(name, readFileSync(path.join(this.folder, file), 'utf8'));
    if (name.startsWith('partials/')) this.handlebars.registerPartial(name.slice('partials/'.length), source);
    const plainText = name.endsWith('.text') || name.endsWith('.subject');
    this.compiled.set(
      name,
      this.handlebars.compile(source, {
        noEscape: plainText,
        preventIndent: true,
        explicitPartialContext: true,
      }),
    );
  }

  /** Of what stands in a mail in HTML, with the rules of `mail/mail.css` written into its elements. */
  private styled(name: string, source: string): string {
    if (!MAIL_HTML.test(name)) return source;
    this.mailStyle ??= readFileSync(path.join(this.folder, 'mail/mail.css'), 'utf8');
    return inElements(source, this.mailStyle);
  }
}

/** Loaded only when the build has not done it: juice brings along a reader of HTML and all that it can read. */
const inElements = (source: string, extraCss: string): string =>
  prepared('mail', [source, extraCss], () => {
    const juice = require('juice') as typeof import('juice');
    return juice(source, { extraCss, applyStyleTags: false, removeStyleTags: false });
  });

const MAIL_HTML = /^(?:mail\/.+|layouts\/mail)\.html$|^partials\/mail-(?!.+-tekst$)/;

/** Without the title in capitals, the greeting and the addresses of links; in one line. */
function firstParagraph(text: string): string {
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) =>
    paragraph
      .replace(/\s+/g, ' ')
      .replace(/:? ?https?:\/\/\S+/g, '.')
      .trim(),
  );
  const isTitle = (paragraph: string) => paragraph === paragraph.toUpperCase();
  const isGreeting = (paragraph: string) => /^(?:Beste .*|Hallo),$/.test(paragraph);
  return paragraphs.find((p) => p !== '' && !isTitle(p) && !isGreeting(p)) ?? '';
}
