package io.retouch.edit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that holds a workspace until it is killed. */
final class WorkspaceHolder {
  private WorkspaceHolder() {}

  public static void main(String[] args) throws InterruptedException {
    Workspace workspace = new Workspace(Path.of(args[0]));
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    out.println("ready");
    Thread.sleep(60_000);
    workspace.close();
  }
}
