// How a test file is loaded. What lies in test/ is loaded anew for each file, so that none finds what another left
// behind there; the source and the packages are loaded once in each worker, by Node itself. See docs/testen.md.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SourceTextModule, SyntheticModule } from 'node:vm';
import JestRuntime from 'jest-runtime';

const require = createRequire(import.meta.url);
const project = path.resolve(import.meta.dirname, '../..');
const tests = path.join(project, 'test') + path.sep;
const SYNTAX = {
  supportsDynamicImport: true,
  supportsExportNamespaceFrom: true,
  supportsStaticESM: true,
  supportsTopLevelAwait: true,
};

export default class Runtime extends JestRuntime {
  /** The modules of test/ that this test file has loaded. */
  modules = new Map();
  /**
   * What Node loaded, as modules. Nothing else holds these between linking and evaluation, and Node 20 falls over one
   * that was collected by then: the worker ends with a SIGSEGV.
   */
  held = new Set();
  linking = Promise.resolve();

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(file) {
    await this.evaluate(this.ownModule(file));
  }

  /** Jest's own framework, which remembers the tests that a file has declared: it too begins anew for each file. */
  requireInternalModule(file) {
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (/^(JEST_STATE_SYMBOL|EVENT_HANDLERS|TEST_TIMEOUT_SYMBOL)$/.test(symbol.description))
        delete globalThis[symbol];
    delete require.cache[file];
    return require(file);
  }

  installGetBuiltinModule() {
    // In the world of Node its own answer is right.
  }

  async evaluate(module) {
    // One at a time, because modules that are linked at once may share a third.
    this.linking = this.linking.then(() => module.status === 'unlinked' && module.link(this.find));
    await this.linking;
    await module.evaluate();
    return module;
  }

  find = async (specifier, { identifier }) => {
    if (specifier === '@jest/globals') return this.hold(specifier, this.jestGlobals.cjsGlobals(identifier));
    if (!/^\.{0,2}\//.test(specifier)) return this.hold(specifier, await import(specifier));
    const asked = path.resolve(path.dirname(identifier), specifier);
    const source = asked.replace(/\.js$/, '.ts');
    const file = fs.existsSync(source) ? source : asked;
    return file.startsWith(tests) ? this.ownModule(file) : this.hold(file, await importCompiled(file));
  };

  hold(identifier, exported) {
    const module = asModule(identifier, exported);
    this.held.add(module);
    return module;
  }

  ownModule(file) {
    if (!this.modules.has(file)) this.modules.set(file, this.compile(file));
    return this.modules.get(file);
  }

  compile(file) {
    return new SourceTextModule(this.transformCache.transform(file, SYNTAX), {
      identifier: file,
      initializeImportMeta: (meta) =>
        Object.assign(meta, { dirname: path.dirname(file), filename: file, url: pathToFileURL(file).href }),
      importModuleDynamically: async (specifier, module) => this.evaluate(await this.find(specifier, module)),
    });
  }
}

/** The JavaScript that the global setup made of this file; a file that is JavaScript already, as it is. */
function importCompiled(file) {
  const compiled = path.join(process.env.TEST_BUILD, path.relative(project, file).replace(/\.ts$/, '.js'));
  return import(pathToFileURL(file.endsWith('.ts') ? compiled : file).href);
}

/** What Node loaded, as the modules of a test file can import it. */
function asModule(identifier, exported) {
  const names = Object.keys(exported);
  const fill = (module) => names.forEach((name) => module.setExport(name, exported[name]));
  return new SyntheticModule(
    names,
    function () {
      fill(this);
    },
    { identifier },
  );
}
