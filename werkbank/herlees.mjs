// Goes into the server that `npm run dev` starts: a template that was saved is compiled again before the next page.
import { watch } from 'node:fs';
import path from 'node:path';
import { Templates } from '../dist/src/platform/web/templates.js';

const folder = path.resolve(import.meta.dirname, '../templates');
const saved = new Set();
watch(folder, { recursive: true }, (_event, name) => {
  if (name?.endsWith('.hbs')) saved.add(name.split(path.sep).join('/'));
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
