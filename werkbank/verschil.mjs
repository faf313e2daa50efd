// What differs between two texts, short.

const CONTEXT = 2;
/** Signs of a line that are shown. */
const WIDE = 200;
const MOST_CELLS = 4_000_000;

/** @returns the first `most` lines of a unified diff. */
export function difference(before, after, most = 14) {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let begin = 0;
  while (begin < old.length && begin < now.length && old[begin] === now[begin]) begin += 1;
  let end = 0;
  while (
    end < old.length - begin &&
    end < now.length - begin &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end += 1;
  const steps = compare(old.slice(begin, old.length - end), now.slice(begin, now.length - end));
  const from = Math.max(0, begin - CONTEXT);
  const lines = [...old.slice(from, begin).map((line) => ` ${line}`), ...shortened(steps)];
  lines.push(
    ...old
      .slice(old.length - end)
      .slice(0, CONTEXT)
      .map((line) => ` ${line}`),
  );
  const shown = aroundChanges(lines).slice(0, most).map(cut);
  if (lines.length > most) shown.push(`… en nog ${lines.length - most} regels`);
  return [`@@ regel ${from + 1} @@`, ...shown];
}

const cut = (line) => (line.length > WIDE ? `${line.slice(0, WIDE - 1)}…` : line);

/** Of long lines that came one in the place of the other, leaves out the begin that they have in common. */
function aroundChanges(lines) {
  const result = [...lines];
  for (let i = 0; i < lines.length; i += 1) {
    const gone = countFrom(lines, i, '-');
    const come = countFrom(lines, i + gone, '+');
    for (let k = 0; k < Math.min(gone, come); k += 1) {
      const [a, b] = [i + k, i + gone + k];
      let same = 1;
      while (same < lines[a].length && lines[a][same] === lines[b][same]) same += 1;
      if (same < WIDE / 2) continue;
      for (const each of [a, b]) result[each] = `${lines[each][0]}…${lines[each].slice(same - WIDE / 4)}`;
    }
    i += Math.max(0, gone + come - 1);
  }
  return result;
}

function countFrom(lines, begin, sign) {
  let count = 0;
  while (lines[begin + count]?.startsWith(sign)) count += 1;
  return count;
}

/** Leaves out what is the same, but for the lines beside a change. */
function shortened(steps) {
  const near = (i) =>
    steps.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some((line) => !line.startsWith(' '));
  return steps.filter((_, i) => near(i));
}

/** The lines of both with ` `, `-` or `+`, by their longest common part. */
function compare(old, now) {
  if (old.length * now.length > MOST_CELLS)
    return [...old.map((line) => `-${line}`), ...now.map((line) => `+${line}`)];
  const width = now.length + 1;
  const common = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        old[i] === now[j]
          ? common[(i + 1) * width + j + 1] + 1
          : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
  const steps = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      steps.push(` ${old[i]}`);
      i += 1;
      j += 1;
    } else if (
      j >= now.length ||
      (i < old.length && common[(i + 1) * width + j] >= common[i * width + j + 1])
    )
      steps.push(`-${old[i++]}`);
    else steps.push(`+${now[j++]}`);
  }
  return steps;
}
