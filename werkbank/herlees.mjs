// Goes into the server that `npm run dev` starts: a template or a style that was saved is read again before the next page.
import { watch } from 'node:fs';
import path from 'node:path';
import { Stylesheet } from '../dist/src/platform/web/stylesheet.js';
import { Templates } from '../dist/src/platform/web/templates.js';

const folder = path.resolve(import.meta.dirname, '../templates');
const saved = new Set();
const stylesheets = new Set();
watch(folder, { recursive: true }, (_event, name) => {
  if (name?.endsWith('.hbs')) saved.add(name.split(path.sep).join('/'));
  if (name?.startsWith('stijl')) for (const stylesheet of stylesheets) reload(stylesheet);
}).unref();

const { render } = Templates.prototype;
Templates.prototype.render = function renderFresh(name, context) {
  for (const file of saved) {
    try {
      this.load(file);
      saved.delete(file);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      saved.delete(file);
    }
  }
  return render.call(this, name, context);
};

const { load } = Stylesheet.prototype;
Stylesheet.prototype.load = function loadAndRemember() {
  stylesheets.add(this);
  load.call(this);
};

/** A style that is half saved, or wrong, leaves the one before it in place. */
function reload(stylesheet) {
  try {
    load.call(stylesheet);
  } catch (error) {
    console.error(error.message);
  }
}
