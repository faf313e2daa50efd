import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { sjabloonVan } from '../../gezicht/onderdeel.js';
import { nawijzigingen } from './nawijzigen.js';
import type { Helpers } from './uitdrukkingen.js';
import type { Waarde, Waarden } from './waarden.js';

/** One use of a template: what it is given, and where in the code. */
export interface Gebruik {
  /** Below `templates/`, without `.hbs`. */
  sjabloon: string;
  context: Waarde;
  waar: string;
}

export interface Contexten {
  gebruik: Gebruik[];
  /** Where the code gives a template or a context that no type tells, or changes a context that was built. */
  gebreken: string[];
}

const GEEFT_CONTEXT = /\bnew Page\(|\bsjabloon:|\btemplates\.\w+\(|\bclass Templates\b/;
/** The states of the components; see test/gezicht/onderdelen.ts. */
const ONDERDELEN = 'test/gezicht/onderdelen.ts';
const ZEGT_NIETS =
  ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive | ts.TypeFlags.Instantiable;

/** The files that give a template its context, and all that they import; a type is inferred when it is asked for. */
export function leesProgramma(project: string): ts.Program {
  const lees = (file: string) => readFileSync(file, 'utf8');
  const { config } = ts.readConfigFile(path.join(project, 'tsconfig.json'), lees) as { config: object };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, project);
  const gevers = fileNames.filter(
    (file) =>
      (/\/src\/|\/sjablonen\/proef\.ts$/.test(file) && GEEFT_CONTEXT.test(lees(file))) ||
      file.endsWith(ONDERDELEN),
  );
  const host = ts.createCompilerHost(options);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  return ts.createProgram(gevers, options, host);
}

/** The helpers of the templates by the types that they have in the code; what takes any number of values takes any. */
export function vindHelpers(program: ts.Program, project: string): Helpers {
  const checker = program.getTypeChecker();
  const bestand = program.getSourceFile(path.join(project, 'src/platform/web/template-helpers.ts'))!;
  const uitgevoerd = checker.getExportsOfModule(checker.getSymbolAtLocation(bestand)!);
  const helpers = checker.getTypeOfSymbol(uitgevoerd.find(({ name }) => name === 'helpers')!);
  return new Map(
    helpers.getProperties().map((helper) => {
      const [vorm] = checker.getTypeOfSymbol(helper).getCallSignatures();
      const rest = vorm!.getDeclaration().parameters.some(({ dotDotDotToken }) => dotDotDotToken);
      return [helper.name, rest ? [] : vorm!.getParameters().map((deel) => checker.getTypeOfSymbol(deel))];
    }),
  );
}

/** Every context in the files that begin with `waar`, by the type that TypeScript infers for it. */
export function vindContexten(program: ts.Program, waarden: Waarden, waar: string): Contexten {
  const vinder = new Vinder(program, waarden);
  for (const bestand of program.getSourceFiles())
    if (vinder.plaats(bestand).startsWith(waar)) vinder.bekijk(bestand);
  return vinder.klaar();
}

/** What each component is given in its states on the page of all components. */
export function vindToestanden(program: ts.Program, waarden: Waarden): Gebruik[] {
  const { checker } = waarden;
  const bestand = program.getSourceFile(path.join(program.getCurrentDirectory(), ONDERDELEN))!;
  const uitgevoerd = checker.getExportsOfModule(checker.getSymbolAtLocation(bestand)!);
  const velden = (type: ts.Type): [string, ts.Type][] =>
    checker.getPropertiesOfType(type).map((veld) => [veld.name, checker.getTypeOfSymbol(veld)]);
  const onderdelen = checker.getTypeOfSymbol(uitgevoerd.find(({ name }) => name === 'onderdelen')!);
  return velden(onderdelen).flatMap(([, groep]) =>
    velden(groep).map(([naam, onderdeel]) => {
      const staten = checker.getTypeOfSymbol(onderdeel.getProperty('staten')!).getNumberIndexType()!;
      const context = waarden
        .van(staten)
        .flatMap((staat) => waarden.veld(staat, 'context') ?? [])
        .map((basis) => ({ velden: new Map([['csrfToken', waarden.tekst]]), basis }));
      return { sjabloon: sjabloonVan(naam), context, waar: `${ONDERDELEN}: ${naam}` };
    }),
  );
}

class Vinder {
  private readonly gevonden: Gebruik[] = [];
  private readonly gebreken: string[] = [];
  /** What the callers of `Templates.page` and `Templates.mail` add to each context: the words of the shells. */
  private readonly schil = new Map<string, Map<string, Waarde>>();
  private readonly checker: ts.TypeChecker;

  constructor(
    private readonly program: ts.Program,
    private readonly waarden: Waarden,
  ) {
    this.checker = waarden.checker;
  }

  plaats(bestand: ts.SourceFile): string {
    return path.relative(this.program.getCurrentDirectory(), bestand.fileName);
  }

  bekijk = (knoop: ts.Node): void => {
    if (ts.isNewExpression(knoop) && knoop.expression.getText() === 'Page') this.scherm(knoop);
    if (ts.isObjectLiteralExpression(knoop)) this.mail(knoop);
    if (ts.isCallExpression(knoop) && ts.isPropertyAccessExpression(knoop.expression))
      this.schillen(knoop, knoop.expression);
    ts.forEachChild(knoop, this.bekijk);
  };

  klaar(): Contexten {
    const gebruik = this.gevonden.map((een) => ({ ...een, context: this.inSchil(een) }));
    return { gebruik, gebreken: this.gebreken };
  }

  private inSchil({ sjabloon, context }: Gebruik): Waarde {
    const soort = sjabloon.startsWith('layouts/') ? sjabloon.split('.')[0]! : sjabloon.split('/')[0]!;
    const erbij = this.schil.get(soort) ?? new Map<string, Waarde>();
    return context.map((basis) => {
      const voornaam = soort === 'mail' ? this.waarden.veld(basis, 'voornaam') : null;
      // Who never confirmed the address is greeted without a name, whatever the mail gave.
      const naamloos = voornaam
        ? [['voornaam', [...voornaam, ...this.waarden.letterlijk(null)]] as const]
        : [];
      return { velden: new Map([...erbij, ...naamloos]), basis };
    });
  }

  private scherm(knoop: ts.NewExpression): void {
    const [sjabloon, context] = knoop.arguments ?? [];
    if (!sjabloon || !context) return;
    for (const plek of nawijzigingen(context, this.checker))
      this.gebreken.push(`${this.waar(plek)}  changes a context after it was built: ${plek.getText()}`);
    const namen = this.namen(this.checker.getTypeAtLocation(sjabloon));
    this.noteer(
      knoop,
      namen.map((naam) => `pages/${naam}`),
      this.checker.getTypeAtLocation(context),
    );
  }

  /** An object that names a sjabloon and has gegevens is a mail to be, into whatever it is put. */
  private mail(knoop: ts.ObjectLiteralExpression): void {
    if (!knoop.properties.some(({ name }) => name && /^(?:sjabloon|gegevens)$/.test(name.getText()))) return;
    for (const type of this.waarden.van(this.checker.getTypeAtLocation(knoop)) as ts.Type[]) {
      const [sjabloon, gegevens] = [type.getProperty('sjabloon'), type.getProperty('gegevens')];
      const eigen = sjabloon?.declarations?.some((plek) => ts.isObjectLiteralExpression(plek.parent));
      if (!eigen || !gegevens) continue;
      const namen = this.namen(this.checker.getTypeOfSymbol(sjabloon!));
      const delen = namen.flatMap((naam) =>
        ['subject', 'html', 'text'].map((deel) => `mail/${naam}.${deel}`),
      );
      this.noteer(knoop, delen, this.checker.getTypeOfSymbol(gegevens));
    }
  }

  private schillen(knoop: ts.CallExpression, { expression, name }: ts.PropertyAccessExpression): void {
    if (!/^(?:page|mail|render)$/.test(name.text)) return;
    if (this.checker.getTypeAtLocation(expression).symbol?.name !== 'Templates') return;
    const [eerste, ...rest] = knoop.arguments.map((argument) => this.checker.getTypeAtLocation(argument));
    if (name.text === 'page') {
      this.schil.set('pages', this.velden(rest[0]!));
      this.schil.set('layouts/pagina', this.velden(rest[1]!));
    }
    if (name.text === 'mail') {
      this.schil.set('mail', this.velden(rest[0]!));
      this.schil.set('layouts/mail', this.velden(rest[0]!));
    }
    if (name.text === 'render' && eerste?.isStringLiteral()) this.noteer(knoop, [eerste.value], rest[0]!);
  }

  private waar(knoop: ts.Node): string {
    const bestand = knoop.getSourceFile();
    return `${this.plaats(bestand)}:${bestand.getLineAndCharacterOfPosition(knoop.getStart()).line + 1}`;
  }

  private velden(type: ts.Type): Map<string, Waarde> {
    const velden = this.checker.getPropertiesOfType(type);
    return new Map(velden.map((veld) => [veld.name, this.waarden.van(this.checker.getTypeOfSymbol(veld))]));
  }

  /** The names that a type holds; none when it holds any text. */
  private namen(type: ts.Type): string[] {
    const keuzes = this.waarden.van(type) as ts.Type[];
    return keuzes.every((keuze) => keuze.isStringLiteral()) ? keuzes.map((keuze) => keuze.value) : [];
  }

  private noteer(knoop: ts.Node, sjablonen: string[], type: ts.Type): void {
    const waar = this.waar(knoop);
    if (sjablonen.length === 0) this.gebreken.push(`${waar}  no type tells which template this is`);
    const context = this.waarden.van(type);
    if ((context as ts.Type[]).some(({ flags }) => flags & ZEGT_NIETS))
      this.gebreken.push(`${waar}  no type tells what is in this context`);
    this.gevonden.push(...sjablonen.map((sjabloon) => ({ sjabloon, context, waar })));
  }
}
