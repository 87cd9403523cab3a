package io.retouch.preset;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration as it is written, before anything is checked. Every value is optional text, so
 * that a mistake in one never hides the others: {@link SettingsLoader} converts, checks and reports
 * all of them together, and is the only reader of this interface.
 *
 * <p>Values may refer to others and to environment variables: <code>${NAME}</code>, or <code>
 * ${NAME:default}</code>. Where a value, such as a prompt, means these characters themselves, write
 * <code>\${</code> (in double-quoted YAML: <code>\\${</code>), or <code>$${</code>; a dollar sign
 * alone, commas, and every other backslash stay as they are. An empty value is the same as none.
 */
@ConfigMapping(prefix = "retouch")
public interface RetouchConfig {
  /** How long one invocation may take, 1 s to 15 min (Lambda's maximum); default 60 s. */
  Optional<String> timeLimit();

  /** How an outcome is told: {@code json} (default), a line for machines, or {@code text}. */
  Optional<String> logFormat();

  /**
   * The name or URL of the queue of uploads, for the operator's commands that send pictures to it;
   * none: they are refused.
   */
  Optional<String> queue();

  /** The ledger. */
  LedgerConfig ledger();

  /** What may be spent. */
  BudgetConfig budget();

  /** Bounds of what one edit may use. */
  LimitsConfig limits();

  /** The edit APIs by name, {@code [a-z0-9-]{1,40}}. */
  Map<String, ProviderConfig> providers();

  /**
   * The presets by name, {@code [a-z0-9-]{1,40}}; quote names in YAML, where {@code on:} is a
   * boolean.
   */
  Map<String, PresetConfig> presets();

  /** Where edits are remembered. */
  interface LedgerConfig {
    /** The DynamoDB table; none: no ledger. */
    Optional<String> table();

    /**
     * How long a place stays locked beyond the time limit of the invocation that works on it, 5 s
     * to 15 min; default 60 s, of which clocks may differ by half.
     */
    Optional<String> leaseMargin();
  }

  /** What one UTC day may cost. */
  interface BudgetConfig {
    /** How many images a day may be paid for. */
    Optional<String> imagesPerDay();

    /** What they may cost together, in the providers' currency. */
    Optional<String> costPerDay();
  }

  /** Bounds of what one edit may use. */
  interface LimitsConfig {
    /** The largest source in bytes, binary units allowed (25M); 1 to 10G, default 25M. */
    Optional<String> sourceBytes();

    /** The largest result in bytes, binary units allowed (25M); 1 to 10G, default 25M. */
    Optional<String> resultBytes();

    /** How many edits one invocation runs side by side, 1 to 64; default 4. */
    Optional<String> sideBySide();

    /**
     * How many processes the deployment runs at most, 1 to 1000; default 1. Each of them makes as
     * many calls as a provider's settings say.
     */
    Optional<String> processes();
  }

  /** One edit API. */
  interface ProviderConfig {
    /** Which API it speaks, for example {@code openai-edits}; required. */
    Optional<String> dialect();

    /** What the dialect's paths are appended to, for example https://api.stepfun.com/v1. */
    Optional<String> baseUrl();

    /** The key; its absence is no error at the start. */
    Optional<String> apiKey();

    /** The name of the SSM SecureString that holds the key, in place of the key itself. */
    Optional<String> apiKeyParameter();

    /**
     * Headers that are sent with every call to the API, by their names; default none. Those that
     * Retouch sets itself are refused.
     */
    Map<String, Optional<String>> headers();

    /** How many calls one delivery may make, 1 to 10; default 3. */
    Optional<String> attempts();

    /**
     * How long one call may take; at least 1 s, and 10 s less than the time limit; default 15 s.
     */
    Optional<String> attemptTimeout();

    /** How many calls one process makes side by side, 1 to 1000; default 5. */
    Optional<String> concurrency();

    /** How many calls one process starts a minute, 1 to 100000; default 100. */
    Optional<String> requestsPerMinute();

    /** What the account may do, against which both numbers are checked. */
    AllowanceConfig allowance();

    /** The hosts from which result links are fetched; default none. */
    Optional<List<String>> resultHosts();

    /** Whether the API may be plain http and lie at a private address; default false. */
    Optional<String> privateNetwork();

    /**
     * Words in the error of a 400, in any case, that make it a fault of the configuration and not
     * of the picture; default model, permission, account and their Chinese equivalents.
     */
    Optional<List<String>> misconfiguredWords();

    /** What one image costs. */
    PriceConfig price();
  }

  /** What an account may do at the API, all processes together. */
  interface AllowanceConfig {
    /** Calls side by side; default 5 at StepFun's hosts (tier V0), else unknown. */
    Optional<String> concurrency();

    /** Calls a minute; default 100 at StepFun's hosts (tier V0), else unknown. */
    Optional<String> requestsPerMinute();
  }

  /** What one image costs; both or neither. */
  interface PriceConfig {
    /** ISO 4217, for example {@code CNY}. */
    Optional<String> currency();

    /** The price of one image, 0 to 1000000, at most six decimals. */
    Optional<String> image();
  }

  /** One way of editing pictures. */
  interface PresetConfig {
    /** {@code edit} (default), or {@code generate}: pictures are made from the prompt alone. */
    Optional<String> kind();

    /** Which objects are edited. */
    MatchConfig match();

    /** The name of a provider; required. */
    Optional<String> provider();

    /** The provider's model; required. */
    Optional<String> model();

    /** What to do with the picture; required. Never logged. */
    Optional<String> prompt();

    /** What else is sent, by the API's own field names; the dialect checks them. */
    Map<String, Optional<String>> parameters();

    /** {@code inline} (default) or {@code link}: how the API gets the picture. */
    Optional<String> source();

    /** Who edits instead where the provider cannot. */
    FallbackConfig fallback();

    /** Where results go. */
    OutputConfig output();

    /**
     * {@code reject} (default) or {@code fit}: what happens to pictures past the model's limits.
     */
    Optional<String> oversize();

    /** {@code upright} (default) or {@code keep}: whether a picture is turned before it is sent. */
    Optional<String> orientation();

    /** What transparency is laid on where a format has none, as in #ffffff, the default. */
    Optional<String> background();

    /** {@code keep} (default), {@code png} or {@code jpeg}: the result's format. */
    Optional<String> format();

    /** The quality of a JPEG result that is written anew, 1 to 100; default 92. */
    Optional<String> quality();

    /**
     * {@code strip-location} (default), {@code keep} or {@code strip}: what becomes of the source's
     * EXIF.
     */
    Optional<String> metadata();

    /** {@code model} (default) or {@code source}: how large the result is. */
    Optional<String> size();

    /** Whether a JSON beside each result tells where it comes from; default false. */
    Optional<String> manifest();

    /** {@code retry} (default) or {@code park}: what follows an attempt of unknown outcome. */
    Optional<String> onUnknownOutcome();

    /**
     * What a picture may ask for in its own metadata: {@code force} (to be edited once more),
     * {@code prompt} and {@code seed} (in place of the preset's), {@code skip} (not to be edited);
     * default nothing.
     */
    Optional<List<String>> allow();
  }

  /** Who edits instead, after calls that were not run and are not paid for. */
  interface FallbackConfig {
    /** The name of a provider; required if there is a fallback. */
    Optional<String> provider();

    /** That provider's model; required if there is a fallback. */
    Optional<String> model();

    /** What else is sent to it, by its field names. The preset's own parameters are not. */
    Map<String, Optional<String>> parameters();
  }

  /** Which objects are edited. */
  interface MatchConfig {
    /** The source bucket; required. */
    Optional<String> bucket();

    /** What keys begin with, case-sensitive; default everything. */
    Optional<String> prefix();

    /**
     * What keys end with, in any case; default {@code .jpg, .jpeg, .png, .webp}. An empty list
     * stands for any ending.
     */
    Optional<List<String>> suffixes();
  }

  /** Where results go. */
  interface OutputConfig {
    /** The output bucket; required. */
    Optional<String> bucket();

    /** A {@link KeyTemplate}; default <code>{preset}/{dir}{name}.{ext}</code>. */
    Optional<String> key();

    /** {@code always} (default) or {@code never}: whether results replace what is there. */
    Optional<String> overwrite();

    /**
     * The prefix, ending in a slash, under which reports of rejected pictures are written; default
     * <code>&lt;preset&gt;-rejected/</code>.
     */
    Optional<String> rejections();

    /** {@code drop} (default) or {@code keep}: whether the source's tags go to the result. */
    Optional<String> tags();

    /** {@code aes256}, {@code kms} or {@code kms-dsse}; default the bucket's own. */
    Optional<String> encryption();

    /** The key's id, ARN or alias for an encryption by KMS; default the account's own. */
    Optional<String> kmsKey();

    /**
     * {@code standard} (default), {@code standard-ia}, {@code one-zone-ia}, {@code
     * intelligent-tiering}, {@code glacier-ir} or {@code reduced-redundancy}.
     */
    Optional<String> storageClass();
  }
}
