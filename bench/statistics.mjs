// Medians and spread. The machines are shared: a mean says little.

export function quantile(sorted, q) {
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

export function summarize(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    n: sorted.length,
    median: quantile(sorted, 0.5),
    p25: quantile(sorted, 0.25),
    p75: quantile(sorted, 0.75),
    p99: quantile(sorted, 0.99),
    min: sorted[0],
    max: sorted[sorted.length - 1],
  };
}

export function line(name, s, unit = 'ms') {
  const f = (x) => x.toFixed(3).padStart(9);
  return `${name.padEnd(12)} ${f(s.median)} ${f(s.p25)} ${f(s.p75)} ${f(s.p99)} ${f(s.max)}  ${unit}`;
}
