import Handlebars from 'handlebars';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../project-root.js';
import { helpers } from './template-helpers.js';

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

  /** The three parts of a mail, each in its shell; `name` is `<feature>/<mail>`. */
  mail(name: string, context: object): { onderwerp: string; html: string; tekst: string } {
    const part = (kind: string): string => this.render(`mail/${name}.${kind}`, context);
    const onderwerp = part('subject').trim();
    const html = this.render('layouts/mail.html', { ...context, onderwerp, inhoud: part('html') });
    const tekst = this.render('layouts/mail.text', { ...context, onderwerp, inhoud: part('text') });
    return { onderwerp, html, tekst };
  }

  private load(file: string): void {
    const source = readFileSync(path.join(this.folder, file), 'utf8');
    const name = file.replace(/\.hbs$/, '');
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
}
