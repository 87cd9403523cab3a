// Prints what cloudformation-validate has to say about templates: a line a finding. Status 1: there
// are findings; warnings count.
import { RegoEngine, TemplateFile } from "@aws/cloudformation-validate";

const meant = [
  // CDK names dependencies that references make, too.
  "W3005",
];

const engine = new RegoEngine();
let findings = 0;
try {
  for (const path of process.argv.slice(2)) {
    const report = engine.validateStandard(new TemplateFile(path), {
      severityLevel: "WARN",
      exclude: { ids: meant },
    });
    for (const finding of report.diagnostics) {
      const place = finding.entity ? `${finding.entity.logicalId} ` : "";
      console.log(`${finding.severity} ${finding.ruleId}: ${place}${finding.message}`);
      findings += 1;
    }
  }
} finally {
  engine.free();
}
process.exitCode = findings > 0 ? 1 : 0;
