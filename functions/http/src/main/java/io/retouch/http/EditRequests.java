package io.retouch.http;

import io.retouch.edit.EditJob;
import io.retouch.edit.EditRequest;
import io.retouch.edit.EditService;
import io.retouch.edit.LedgerException;
import io.retouch.edit.ObjectStore;
import io.retouch.edit.StoreException;
import io.retouch.http.HttpSettings.Offer;
import io.retouch.http.ImageRequest.Format;
import io.retouch.http.ImageRequest.Image;
import io.retouch.preset.Preset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Asks the pipeline for what a request wants, as an edit that a repetition finds again. */
@ApplicationScoped
class EditRequests {
  private static final Logger LOG = Logger.getLogger(EditRequests.class);

  private final Offers offers;
  private final Wishes wishes;
  private final RequestIdentity identity;
  private final RequestSources sources;
  private final ObjectStore store;
  private final EditService service;
  private final EditAnswers answers;

  @Inject
  EditRequests(
      Offers offers,
      Wishes wishes,
      RequestIdentity identity,
      RequestSources sources,
      ObjectStore store,
      EditService service,
      EditAnswers answers) {
    this.offers = offers;
    this.wishes = wishes;
    this.identity = identity;
    this.sources = sources;
    this.store = store;
    this.service = service;
    this.answers = answers;
  }

  /** Edits the image of a request in OpenAI's shape. */
  Response edit(Caller caller, Incoming incoming, ImageRequest request) {
    Offer offer = offers.model(caller, request.model());
    if (offer.preset().generates()) {
      throw ApiException.of(
          ErrorCode.INVALID_FIELD,
          "model",
          "The preset makes pictures from a prompt alone; send this to /v1/images/generations.");
    }
    Image image = request.image();
    Preset wanted = wishes.apply(offer, request);
    if (image instanceof Image.Stored stored) {
      offers.requireSource(offer.preset(), stored.bucket(), stored.key());
      return wanted.equals(offer.preset())
          ? editStored(caller, incoming, offer, stored.key(), Optional.empty(), request.format())
          : editStoredAnew(caller, incoming, wanted, stored.key(), "", request.format());
    }
    return available(
        () -> editBytes(caller, incoming, wanted, ((Image.Bytes) image).bytes(), request.format()));
  }

  /** Makes a picture from a prompt alone. */
  Response generate(Caller caller, Incoming incoming, ImageRequest request) {
    Offer offer = offers.model(caller, request.model());
    if (!offer.preset().generates()) {
      throw ApiException.of(
          ErrorCode.INVALID_FIELD,
          "model",
          "The preset edits pictures; send one to /v1/images/edits.");
    }
    if (!request.images().isEmpty()) {
      throw ApiException.of(
          ErrorCode.UNKNOWN_FIELD, "image", "Pictures are made from the prompt alone here.");
    }
    Preset wanted = wishes.apply(offer, request);
    return available(
        () -> {
          String content = Hashes.of(wanted.name(), wanted.fingerprint(), "");
          String name = identity.of(caller, incoming, content);
          EditJob job = EditJob.generate(new EditRequest(wanted, name), incoming.deadline());
          return answers.of(
              service.edit(job),
              request.format(),
              new EditRef(wanted.name(), wanted.fingerprint(), name, ""));
        });
  }

  private Response editBytes(
      Caller caller, Incoming incoming, Preset wanted, byte[] picture, Format format) {
    String content = Hashes.of(wanted.name(), wanted.fingerprint(), Hashes.hex(picture));
    String request = identity.of(caller, incoming, content);
    sources.keep(wanted, request, picture);
    EditJob job =
        new EditJob(
            new EditRequest(wanted, request),
            wanted.output().bucket(),
            RequestSources.key(request),
            incoming.deadline());
    return answers.of(
        service.edit(job), format, new EditRef(wanted.name(), wanted.fingerprint(), request, ""));
  }

  /**
   * Edits an object that lies in the preset's bucket.
   *
   * @param force asks for another edit than the one that its upload brings; each text for one
   */
  Response editStored(
      Caller caller,
      Incoming incoming,
      Offer offer,
      String key,
      Optional<String> force,
      Format format) {
    Preset preset = offer.preset();
    if (force.isPresent()) {
      return editStoredAnew(caller, incoming, preset, key, force.get(), format);
    }
    return available(
        () -> {
          requireThere(preset, key);
          identity.check(caller, incoming, Hashes.of(preset.name(), preset.fingerprint(), key));
          EditJob job = new EditJob(preset.match().bucket(), key, incoming.deadline());
          return answers.of(service.edit(job), format, EditRef.ofObject(preset.name(), key));
        });
  }

  /** Beside the result of its upload, so that neither replaces the other. */
  private Response editStoredAnew(
      Caller caller, Incoming incoming, Preset wanted, String key, String force, Format format) {
    return available(
        () -> {
          requireThere(wanted, key);
          String content = Hashes.of(wanted.name(), wanted.fingerprint(), key, force);
          String request =
              force.isEmpty()
                  ? identity.of(caller, incoming, content)
                  : identity.forced(caller, incoming, content);
          String name = name(wanted, key) + "-" + request;
          EditJob job =
              new EditJob(
                  new EditRequest(wanted, name), wanted.match().bucket(), key, incoming.deadline());
          return answers.of(
              service.edit(job),
              format,
              new EditRef(wanted.name(), wanted.fingerprint(), name, key));
        });
  }

  private void requireThere(Preset preset, String key) {
    if (store.head(preset.match().bucket(), key).isEmpty()) {
      throw new ApiException(ErrorCode.SOURCE_NOT_FOUND);
    }
  }

  /** The key after the preset's prefix, without its extension. */
  private static String name(Preset preset, String key) {
    String inside = key.substring(preset.match().prefix().length());
    int dot = inside.lastIndexOf('.');
    return dot > inside.lastIndexOf('/') + 1 ? inside.substring(0, dot) : inside;
  }

  /** What happens outside the pipeline; inside it is an outcome. */
  static <T> T available(Supplier<T> work) {
    try {
      return work.get();
    } catch (StoreException | LedgerException e) {
      LOG.warnf("A request cannot be served now: %s", e.getMessage());
      throw ApiException.later(ErrorCode.UNAVAILABLE, OutcomeErrors.LONGEST_WAIT);
    }
  }
}
