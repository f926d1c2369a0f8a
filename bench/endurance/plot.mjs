// Four charts, one above the other, as an SVG: latency, slots of the function table, wasm memory, JavaScript heap, against the number of
// patches. One line for each environment.

const width = 720;
const height = 130;
const left = 70;
const right = 20;
const gap = 56;
const colors = ['#1f6feb', '#d1592a', '#2a8a4a'];

const charts = [
  { title: 'latency of a patch, median of the thousand before, ms', of: (s) => s.latency },
  { title: 'slots of the function table', of: (s) => s.slots },
  { title: 'wasm memory, MB', of: (s) => s.memory / 2 ** 20 },
  { title: 'JavaScript heap, MB', of: (s) => s.heap / 2 ** 20 },
];

// A round number that is not below.
function ceiling(x) {
  const power = 10 ** Math.floor(Math.log10(x || 1));
  return [1, 2, 2.5, 5, 10].map((m) => m * power).find((c) => c >= x);
}

const text = (x, y, content, anchor = 'start') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${content}</text>`;

function chart({ title, of }, results, top) {
  const series = Object.values(results).map((r) => r.samples);
  const most = ceiling(Math.max(...series.flat().map(of)));
  const last = Math.max(...series.flat().map((s) => s.patches));
  const x = (s) => left + (s.patches / last) * (width - left - right);
  const y = (value) => top + height - (value / most) * height;
  const parts = [text(left, top - 10, title)];
  for (const share of [0, 0.5, 1]) {
    parts.push(`<line x1="${left}" x2="${width - right}" y1="${y(share * most)}" y2="${y(share * most)}" stroke="#ccc"/>`);
    parts.push(text(left - 8, y(share * most) + 4, String(+(share * most).toPrecision(3)), 'end'));
  }
  parts.push(text(left, top + height + 16, '0'), text(width - right, top + height + 16, last.toLocaleString('en'), 'end'));
  series.forEach((samples, i) => {
    const points = samples.map((s) => `${x(s).toFixed(1)},${y(of(s)).toFixed(1)}`).join(' ');
    parts.push(`<polyline points="${points}" fill="none" stroke="${colors[i % colors.length]}" stroke-width="1.5"/>`);
  });
  return parts.join('\n');
}

export function plot(results) {
  const total = 50 + charts.length * (height + gap);
  const legend = Object.keys(results).map(
    (name, i) => `<tspan fill="${colors[i % colors.length]}">${name}</tspan>`).join('<tspan>  </tspan>');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" font-family="sans-serif" font-size="12" fill="#333">`,
    `<rect width="${width}" height="${total}" fill="white"/>`,
    `<text x="${left}" y="22">${legend}</text>`,
    ...charts.map((c, i) => chart(c, results, 60 + i * (height + gap))),
    '</svg>',
    '',
  ].join('\n');
}
