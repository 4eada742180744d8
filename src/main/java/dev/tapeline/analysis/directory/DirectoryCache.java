package dev.tapeline.analysis.directory;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A compiled directory on disk, so that a large one need not be compiled again.
 *
 * <p>A cache file is named by a fingerprint of everything that it was made from: the files of
 * listings and of names, the files of the jar, and the version of its own form. A file that does
 * not fit, or is damaged, is made anew; a folder that cannot be written costs the time alone. The
 * directory of the jar is compiled by the build, and lies in the jar in the same form.
 */
final class DirectoryCache {
  /** Raised whenever the form below or the making of names changes. */
  private static final int VERSION = 4;

  private static final int MAGIC = 0x54504C44;
  private static final int NOTHING = -1;
  private static final List<Path> NONE = List.of();
  private static final CompanyName.Kind[] KINDS = CompanyName.Kind.values();

  private DirectoryCache() {}

  /** Reads the directory of these files from the folder, or compiles it and writes it there. */
  static CompanyDirectory load(Path folder, List<Path> listings, List<Path> names)
      throws IOException {
    Path file = folder.resolve(fileName(listings, names));
    CompanyDirectory cached = Files.isRegularFile(file) ? readOrNull(file) : null;
    if (cached != null) {
      return cached;
    }
    CompanyDirectory compiled = CompanyDirectory.of(listings, names);
    try {
      Files.createDirectories(folder);
      removeOthers(folder);
      write(compiled, file);
    } catch (IOException e) {
      // The next start compiles again; nothing else is lost.
      return compiled;
    }
    return compiled;
  }

  /** Puts the jar's own directory among the jar's files. */
  static void writeBuiltIn(Path root) throws IOException {
    Path folder = root.resolve(DirectoryFiles.ROOT.substring(1));
    Files.createDirectories(folder);
    removeOthers(folder);
    write(CompanyDirectory.of(BuiltInListings.read()), folder.resolve(fileName(NONE, NONE)));
  }

  /** The jar's own directory, compiled here where the build has not done it. */
  static CompanyDirectory builtIn() {
    try (InputStream in =
        DirectoryCache.class.getResourceAsStream(DirectoryFiles.ROOT + fileName(NONE, NONE))) {
      return in == null
          ? CompanyDirectory.of(BuiltInListings.read())
          : new Reader(checked(ByteBuffer.wrap(in.readAllBytes()))).read();
    } catch (IOException e) {
      throw new UncheckedIOException("the directory of the jar cannot be read", e);
    }
  }

  private static void removeOthers(Path folder) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "directory-*.bin")) {
      for (Path path : old) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static String fileName(List<Path> listings, List<Path> names) throws IOException {
    CRC32 crc = new CRC32();
    long size = VERSION;
    for (String resource : DirectoryFiles.all()) {
      try (InputStream in = DirectoryFiles.open(resource)) {
        size += update(crc, in);
      }
    }
    for (List<Path> files : List.of(listings, names)) {
      crc.update(files.size());
      for (Path file : files) {
        try (InputStream in = Files.newInputStream(file)) {
          size += update(crc, in);
        }
      }
    }
    return String.format(Locale.ROOT, "directory-%08x-%x-%d.bin", crc.getValue(), size, VERSION);
  }

  private static long update(CRC32 crc, InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    crc.update(bytes);
    return bytes.length;
  }

  private static @Nullable CompanyDirectory readOrNull(Path file) {
    try {
      return read(file);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** Writes beside the file and moves it there, so that nobody reads half of it. */
  static void write(CompanyDirectory directory, Path file) throws IOException {
    Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), "directory", ".tmp");
    CRC32 checksum = new CRC32();
    try (DataOutputStream out =
        new DataOutputStream(
            new CheckedOutputStream(
                new BufferedOutputStream(Files.newOutputStream(beside), 1 << 18), checksum))) {
      new Writer(out).write(directory);
      out.writeLong(checksum.getValue());
    }
    try {
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IOException where the file cannot be read or is something else
   */
  static CompanyDirectory read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer in = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      while (in.hasRemaining() && channel.read(in) >= 0) {
        // Until the whole file is there.
      }
      in.flip();
      return new Reader(checked(in)).read();
    }
  }

  /** The file without its checksum, which must be that of what stands before it. */
  private static ByteBuffer checked(ByteBuffer in) throws IOException {
    int length = in.limit() - Long.BYTES;
    if (length < Long.BYTES) {
      throw new IOException("a compiled directory that is cut off");
    }
    CRC32 checksum = new CRC32();
    checksum.update(in.array(), 0, length);
    if (checksum.getValue() != in.getLong(length)) {
      throw new IOException("a compiled directory that is damaged");
    }
    return in.slice(0, length);
  }

  /** Strings are written once each, and referred to by number. */
  private static final class Writer {
    private final DataOutputStream out;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> strings = new ArrayList<>();

    Writer(DataOutputStream out) {
      this.out = out;
    }

    void write(CompanyDirectory directory) throws IOException {
      directory.companies().forEach(this::collect);
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      writeStrings();
      out.writeInt(directory.companies().size());
      for (Company company : directory.companies()) {
        write(company);
      }
      NameIndex names = directory.names();
      writeChars(names.chars());
      writeInts(names.starts());
      writeInts(names.references());
      writeInts(names.referenceStarts());
      out.writeInt(MAGIC);
    }

    private void collect(Company company) {
      number(company.id());
      number(company.name());
      number(company.country());
      number(company.sector());
      for (Listing listing : company.listings()) {
        number(listing.ticker());
        number(listing.mic());
        number(listing.currency());
        number(listing.isin());
        number(listing.benchmark());
      }
      company.names().forEach(name -> number(name.text()));
    }

    private int number(@Nullable String text) {
      if (text == null) {
        return NOTHING;
      }
      Integer known = numbers.putIfAbsent(text, strings.size());
      if (known != null) {
        return known;
      }
      strings.add(text);
      return strings.size() - 1;
    }

    private void writeStrings() throws IOException {
      int[] lengths = strings.stream().mapToInt(String::length).toArray();
      writeInts(lengths);
      for (String text : strings) {
        out.writeChars(text);
      }
    }

    private void write(Company company) throws IOException {
      out.writeInt(number(company.id()));
      out.writeInt(number(company.name()));
      out.writeInt(number(company.country()));
      out.writeInt(number(company.sector()));
      out.writeBoolean(company.builtIn());
      out.writeShort(company.listings().size());
      for (Listing listing : company.listings()) {
        out.writeInt(number(listing.ticker()));
        out.writeInt(number(listing.mic()));
        out.writeInt(number(listing.currency()));
        out.writeInt(number(listing.isin()));
        out.writeInt(number(listing.benchmark()));
        out.writeBoolean(listing.delisted());
      }
      out.writeShort(company.names().size());
      for (CompanyName name : company.names()) {
        out.writeInt(number(name.text()));
        out.writeByte(name.kind().ordinal() << 1 | (name.needsEvidence() ? 1 : 0));
      }
    }

    private void writeInts(int[] values) throws IOException {
      out.writeInt(values.length);
      for (int value : values) {
        out.writeInt(value);
      }
    }

    private void writeChars(char[] values) throws IOException {
      out.writeInt(values.length);
      for (char value : values) {
        out.writeChar(value);
      }
    }
  }

  private static final class Reader {
    private final ByteBuffer in;
    private String[] strings = new String[0];

    Reader(ByteBuffer in) {
      this.in = in;
    }

    CompanyDirectory read() throws IOException {
      if (in.getInt() != MAGIC || in.getInt() != VERSION) {
        throw new IOException("not a compiled directory of this version");
      }
      readStrings();
      int count = in.getInt();
      List<Company> companies = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        companies.add(company());
      }
      NameIndex names = new NameIndex(chars(), ints(), ints(), ints());
      if (in.getInt() != MAGIC) {
        throw new IOException("a compiled directory that is cut off");
      }
      return new CompanyDirectory(companies, names);
    }

    private void readStrings() {
      int[] lengths = ints();
      strings = new String[lengths.length];
      int total = 0;
      for (int length : lengths) {
        total += length;
      }
      char[] all = new char[total];
      in.asCharBuffer().get(all);
      in.position(in.position() + 2 * total);
      int at = 0;
      for (int i = 0; i < lengths.length; i++) {
        strings[i] = new String(all, at, lengths[i]);
        at += lengths[i];
      }
    }

    private Company company() throws IOException {
      String id = text();
      String name = text();
      String country = textOrNull();
      String sector = textOrNull();
      boolean builtIn = in.get() != 0;
      Listing[] listings = new Listing[in.getShort()];
      for (int i = 0; i < listings.length; i++) {
        listings[i] =
            new Listing(
                text(), textOrNull(), textOrNull(), textOrNull(), textOrNull(), in.get() != 0);
      }
      CompanyName[] names = new CompanyName[in.getShort()];
      for (int i = 0; i < names.length; i++) {
        String text = text();
        int kind = in.get();
        names[i] = new CompanyName(text, KINDS[kind >> 1], (kind & 1) != 0);
      }
      return new Company(id, name, country, sector, List.of(listings), List.of(names), builtIn);
    }

    private String text() throws IOException {
      String text = textOrNull();
      if (text == null) {
        throw new IOException("a text is missing");
      }
      return text;
    }

    private @Nullable String textOrNull() {
      int number = in.getInt();
      return number == NOTHING ? null : strings[number];
    }

    private int[] ints() {
      int[] values = new int[in.getInt()];
      in.asIntBuffer().get(values);
      in.position(in.position() + 4 * values.length);
      return values;
    }

    private char[] chars() {
      char[] values = new char[in.getInt()];
      in.asCharBuffer().get(values);
      in.position(in.position() + 2 * values.length);
      return values;
    }
  }
}
