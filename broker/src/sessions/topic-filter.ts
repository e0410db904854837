/**
 * Says which topics a filter means (MQTT 3.1.1, 4.7): `+` is one level, `#` the level before it and all
 * below. A wildcard in the first level does not mean topics that begin with `$` [MQTT-4.7.2-1].
 */
export function topicFilter(filter: string): (topic: string) => boolean {
  if (!filter.includes('+') && !filter.includes('#')) return (topic) => topic === filter;
  const wanted = filter.split('/');
  const open = wanted.at(-1) === '#';
  const fixed = open ? wanted.length - 1 : wanted.length;
  const hidesDollar = wanted[0] === '+' || wanted[0] === '#';
  return (topic) => {
    if (hidesDollar && topic.startsWith('$')) return false;
    const levels = topic.split('/');
    if (open ? levels.length < fixed : levels.length !== fixed) return false;
    for (let i = 0; i < fixed; i++) if (wanted[i] !== '+' && wanted[i] !== levels[i]) return false;
    return true;
  };
}
