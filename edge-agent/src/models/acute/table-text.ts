import type { AcuteRule } from './rule.ts';
import { ACUTE_TABLE } from './table.ts';

/** `docs/acute-states.md`, whole: printed from the table so that it cannot say anything else. */
export function tableText(): string {
  const { version, rules } = ACUTE_TABLE;
  return `# Acute states (急性状态表), version ${version}

Printed from \`edge-agent/src/models/acute/table.ts\` by \`npx node scripts/write-acute-states.ts\`; a test checks that it
is current. The rules run on the gateway, network or not. An alert is a hint for a person who decides; this is an aid,
not a medical device. [The model card](models/acute-states.md) says how well they do.

A rule abstains when it does not know what it needs. A rate counts only where it is believed: its beats agree with it
and are no noise, it does not follow the steps, it is not stuck, beats are not counted twice (\`believe.ts\`). Many alerts
of one cause are one alert with its members; a critical one is always sent, and rings, for itself.

${rules.map(ruleText).join('\n')}`;
}

function ruleText(rule: AcuteRule): string {
  const numbers = Object.entries(rule.numbers).map(
    ([key, { value, unit, what, source, support }]) =>
      `| ${key} | ${value} ${unit} | ${what} | ${source} | ${support} |`,
  );
  return `## ${rule.name.en} (${rule.name.zh})

\`${rule.id}\`, version ${rule.version}

- Condition: ${rule.condition}.
- Needs: ${rule.needs}.
- Severity: ${rule.severity}.
- Clears: ${rule.clears}.
- What to do: ${rule.instruction.en} ${rule.instruction.zh}

| number | value | what | source | support |
| --- | --- | --- | --- | --- |
${numbers.join('\n')}
`;
}
