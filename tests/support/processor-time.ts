/**
 * How long something keeps the processor busy: unlike the time that passes, that does not grow with what else a
 * machine does.
 * @returns milliseconds of all threads of this process
 */
export function processorTimeOf(act: () => unknown): number {
  const start = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
