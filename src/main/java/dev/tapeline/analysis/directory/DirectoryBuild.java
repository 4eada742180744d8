package dev.tapeline.analysis.directory;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A step of the build: compiles the built-in directory once, so that no start has to. Compiling it
 * keeps a processor busy for more than a second of every start, reading it for a hundredth of that.
 */
public final class DirectoryBuild {

  private DirectoryBuild() {}

  /**
   * Writes the compiled directory among the compiled classes.
   *
   * @param args the folder of the classes
   */
  public static void main(String... args) throws IOException {
    DirectoryCache.writeBuiltIn(Path.of(args[0]));
  }
}
