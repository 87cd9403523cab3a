package io.retouch.edit;

import io.retouch.preset.ChangedPresetRules;
import io.retouch.preset.Provider;
import io.retouch.preset.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The pipeline without a container, around fake ports: without the annotations' repeats. */
final class Pipelines {
  private Pipelines() {}

  static EditService of(
      Settings settings,
      Workspace workspace,
      ObjectStore store,
      ImageEditor editor,
      EditLedger ledger,
      Clock clock) {
    KeptAnswers answers = new KeptAnswers(store);
    ReportWriter reports = new ReportWriter(store, clock);
    LastSteps lastSteps = lastSteps(settings, store, editor, ledger, clock);
    return new EditPipeline(
        settings,
        workspace,
        store,
        new Preparation(
            store,
            new SourceInspector(new ChangedPresetRules(List.of()), settings),
            new SourceFitter(editor, store, settings)),
        ledger,
        new InterruptedEdits(ledger, new WrittenResults(store), lastSteps, answers),
        new PaidSteps(
            ledger,
            Provider::apiKey,
            new EditAttempts(new OpenGuards(), ledger, editor),
            lastSteps,
            answers,
            reports,
            settings,
            clock),
        reports,
        new OutcomeLog(settings, Optional.empty()),
        clock);
  }

  /** What comes after an answer, alone. */
  static LastSteps lastSteps(
      Settings settings, ObjectStore store, ImageEditor editor, EditLedger ledger, Clock clock) {
    return new LastSteps(
        ledger,
        new ResultWriter(
            store,
            new ResultDownloads(editor),
            new KeptAnswers(store),
            new ResultFinisher(),
            settings),
        new WrittenResults(store),
        new ManifestWriter(store, clock, "1.2.3"),
        new ReportWriter(store, clock),
        clock);
  }

  /** Lets everything through: the guards need a container. */
  private static final class OpenGuards extends ProviderGuards {
    @Override
    <T> T call(Provider provider, Callable<T> call, Class<T> type) {
      try {
        return call.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
