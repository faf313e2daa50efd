import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * `nest build` (besluit 002) is not what `npm start` uses, but who knows Nest tries it: what nest-cli.json says must
 * come to the same files as build.mjs compiles.
 */
const project = path.resolve(import.meta.dirname, '../..');
const lees = (bestand: string): string => readFileSync(path.join(project, bestand), 'utf8');
const nest = JSON.parse(lees('nest-cli.json')) as {
  sourceRoot: string;
  entryFile: string;
  compilerOptions: {
    builder: { type: string; options: { configPath: string } };
    assets: { include: string; outDir: string }[];
  };
};
const relatief = (bestand: string): string => path.relative(project, bestand);

test('nest build maakt een server en opdrachten die starten, met wat ze onderweg lezen', () => {
  const { builder, assets } = nest.compilerOptions;
  expect(builder.type).toBe('tsc');
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(project, builder.options.configPath),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (fout) => expect(fout.messageText).toBe('') },
  )!;
  expect(config.errors).toEqual([]);
  expect(config.options.noEmit).toBe(false);
  const gemaakt = config.fileNames.flatMap((naam) =>
    ts.getOutputFileNames(config, naam, false).map(relatief),
  );
  const bronnen = ['src', 'migrations'].flatMap((map) =>
    readdirSync(path.join(project, map), { recursive: true, encoding: 'utf8' }).map(
      (naam) => `${map}/${naam}`,
    ),
  );
  for (const naam of bronnen.filter((bron) => bron.endsWith('.ts')))
    expect(gemaakt).toContain(`dist/${naam.replace(/\.ts$/, '.js')}`);
  expect(gemaakt).toContain(`dist/${nest.entryFile}.js`);
  for (const [, programma] of lees('package.json').matchAll(/dist\/(\S+?)\.js/g))
    expect(gemaakt).toContain(`dist/${programma}.js`);
  // Nest puts an asset below its outDir with its whole path, so this is where the code looks beside itself.
  expect(assets).toEqual([{ include: '**/*.yaml', outDir: 'dist' }]);
  const anders = bronnen.filter((bron) => path.extname(bron) && !/\.(ts|yaml)$/.test(bron));
  expect(anders).toEqual([]);
});
