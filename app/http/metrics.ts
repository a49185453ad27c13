import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export type Metrics = {
  observe(request: { method: string; route: string; status: number; seconds: number }): void
  text(): Promise<string>
}

/** Figures for the operators: how long which route took, and the process's own. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'accord_http_request_seconds',
    help: 'Time to answer, by method, route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  return {
    observe: ({ method, route, status, seconds }) =>
      durations.observe({ method, route, status: String(status) }, seconds),
    text: () => registry.metrics(),
  }
}
