import type { Binding, DeviceId, Instant, SubjectId } from '@tizhi/contracts';

/**
 * Whose heart a device heard at a moment. Of the intervals of a device that hold it the one that began last, of those
 * that began together the later in the list, so that a correction wins over what it corrects; and by the same rule a
 * pupil who has two devices is heard through the later one only. `undefined`: nobody's.
 */
export function wearerFinder(
  bindings: readonly Binding[],
): (device: DeviceId, at: Instant) => SubjectId | undefined {
  const byDevice = Map.groupBy(bindings, ({ device }) => device);
  const bySubject = Map.groupBy(bindings, ({ subject }) => subject);
  return (device, at) => {
    const worn = latestAt(byDevice.get(device) ?? [], at);
    if (worn === undefined) return undefined;
    return latestAt(bySubject.get(worn.subject) ?? [], at) === worn ? worn.subject : undefined;
  };
}

function latestAt(bindings: readonly Binding[], at: Instant): Binding | undefined {
  let latest: Binding | undefined;
  for (const binding of bindings) {
    const holds = binding.from <= at && (binding.to === null || at < binding.to);
    if (holds && (latest === undefined || binding.from >= latest.from)) latest = binding;
  }
  return latest;
}
