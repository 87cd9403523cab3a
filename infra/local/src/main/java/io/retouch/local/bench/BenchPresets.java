package io.retouch.local.bench;

/** What the function is configured with: limits that no scene meets, and one preset an answer. */
final class BenchPresets {
  /** As YAML. A preset takes what lies under the name of its response format. */
  static final String YAML =
      """
      retouch:
        ledger: { table: "${RETOUCH_LEDGER_TABLE:}" }
        limits: { source-bytes: 40M, result-bytes: 40M, side-by-side: 10 }
        providers:
          prepared:
            dialect: openai-edits
            base-url: ${STEP_BASE_URL}
            api-key: ${STEP_API_KEY}
            private-network: true
            result-hosts: [127.0.0.1]
            attempt-timeout: 40s
            concurrency: 20
            requests-per-minute: 100000
        presets:
          "link":
            match: { bucket: uploads, prefix: url/ }
            provider: prepared
            model: step-image-edit-2
            prompt: Repaint as a loose watercolour on rough paper
            parameters: { steps: 8, seed: 7, response_format: url }
            output: { bucket: edited, key: "url/{dir}{name}.{ext}", rejections: url-rejected/ }
          "bytes":
            match: { bucket: uploads, prefix: b64_json/ }
            provider: prepared
            model: step-image-edit-2
            prompt: Repaint as a loose watercolour on rough paper
            parameters: { steps: 8, seed: 7, response_format: b64_json }
            output: { bucket: edited, key: "b64_json/{dir}{name}.{ext}", rejections: b64-rejected/ }
      """;

  private BenchPresets() {}
}
