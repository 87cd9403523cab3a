package io.retouch.edit;

import io.retouch.edit.ObjectStore.StoredObject;

/** An object is larger than the bound that was given. */
public final class ObjectTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StoredObject object;

  /**
   * @param object what the store says of it
   */
  public ObjectTooLargeException(StoredObject object) {
    super("the object has " + object.size() + " bytes");
    this.object = object;
  }

  /** What the store says of the object. */
  public StoredObject object() {
    return object;
  }
}
