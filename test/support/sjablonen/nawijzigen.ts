import ts from 'typescript';

const VERANDERT = /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear)$/;

/**
 * Where a context is changed after it was built: what the template is given would then not be what its type says. Looks
 * in the function around it at the variable itself, and at those whose fields it takes over whole.
 */
export function nawijzigingen(context: ts.Expression, checker: ts.TypeChecker): ts.Node[] {
  const variabelen = new Set<ts.Symbol>();
  verzamel(context, checker, variabelen);
  const gevonden: ts.Node[] = [];
  const bekijk = (knoop: ts.Node): void => {
    const doel = veranderd(knoop);
    const wortel = doel && wortelVan(doel);
    const symbool = wortel && checker.getSymbolAtLocation(wortel);
    if (symbool && variabelen.has(symbool)) gevonden.push(knoop);
    ts.forEachChild(knoop, bekijk);
  };
  if (variabelen.size > 0) bekijk(context.getSourceFile());
  return gevonden;
}

/** The variables that a context is, or is spread from. */
function verzamel(deel: ts.Expression, checker: ts.TypeChecker, variabelen: Set<ts.Symbol>): void {
  if (ts.isObjectLiteralExpression(deel))
    for (const veld of deel.properties)
      if (ts.isSpreadAssignment(veld)) verzamel(veld.expression, checker, variabelen);
  if (!ts.isIdentifier(deel)) return;
  const symbool = checker.getSymbolAtLocation(deel);
  const maker = symbool?.valueDeclaration;
  if (!symbool || !maker || !ts.isVariableDeclaration(maker)) return;
  variabelen.add(symbool);
  if (maker.initializer) verzamel(maker.initializer, checker, variabelen);
}

/** What an expression changes: the left side of `a.b = …`, the list of `a.b.push(…)`, the target of `Object.assign`. */
function veranderd(knoop: ts.Node): ts.Expression | null {
  if (ts.isBinaryExpression(knoop)) {
    const { kind } = knoop.operatorToken;
    const kent = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return kent && !ts.isIdentifier(knoop.left) ? knoop.left : null;
  }
  if (ts.isDeleteExpression(knoop)) return knoop.expression;
  if (!ts.isCallExpression(knoop) || !ts.isPropertyAccessExpression(knoop.expression)) return null;
  const { expression, name } = knoop.expression;
  if (expression.getText() === 'Object' && name.text === 'assign') return knoop.arguments[0] ?? null;
  return VERANDERT.test(name.text) ? expression : null;
}

function wortelVan(uitdrukking: ts.Expression): ts.Identifier | null {
  if (ts.isIdentifier(uitdrukking)) return uitdrukking;
  const binnen = (uitdrukking as { expression?: ts.Expression }).expression;
  return binnen ? wortelVan(binnen) : null;
}
