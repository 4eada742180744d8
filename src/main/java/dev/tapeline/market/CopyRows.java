package dev.tapeline.market;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a {@code COPY … TO STDOUT (FORMAT binary)} in <a
 * href="https://www.postgresql.org/docs/18/sql-copy.html">PostgreSQL's binary format</a>, one after
 * another and field by field: several times as fast as rows of a query, where there are thousands.
 *
 * <p>The stream is a header (11 bytes of signature, flags, a length and as many bytes to skip),
 * then a row after another, each in a message of its own, the header before the first: the number
 * of its fields (16 bits), and each field as its length (32 bits, −1 for null) and bytes; −1 in
 * place of a row's number of fields ends it. A date is days since 1 January 2000.
 *
 * <pre>{@code
 * try (CopyRows rows = new CopyRows(handle, "select session, flag from bar")) {
 *   while (rows.next()) {
 *     LocalDate session = rows.date();
 *     String flag = rows.has() ? rows.text() : null;
 *   }
 * }
 * }</pre>
 */
final class CopyRows implements AutoCloseable {
  private static final int SIGNATURE = 11;
  private static final long EPOCH_DAY_2000 = LocalDate.of(2000, 1, 1).toEpochDay();

  private final CopyOut copy;
  private boolean isFirst = true;
  private ByteBuffer row = ByteBuffer.allocate(0);

  /** The length of the field that was asked for by {@link #has}, and is not read yet. */
  private int length;

  private boolean isBegun;

  /**
   * Begins to copy.
   *
   * @param select the query; it takes no parameters, and what is written into it must be numbers
   *     and dates alone
   */
  CopyRows(Handle handle, String select) {
    try {
      copy =
          handle
              .getConnection()
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("copy (" + select + ") to stdout (format binary)");
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static IllegalStateException failure(SQLException e) {
    return new IllegalStateException("rows could not be copied out of the database", e);
  }

  /** Goes on to the next row; false at the end. */
  boolean next() {
    try {
      byte[] message = copy.readFromCopy();
      if (message == null) {
        return false;
      }
      row = ByteBuffer.wrap(message);
    } catch (SQLException e) {
      throw failure(e);
    }
    if (isFirst) {
      row.position(SIGNATURE + Integer.BYTES);
      int more = row.getInt();
      row.position(row.position() + more);
      isFirst = false;
    }
    return row.getShort() >= 0;
  }

  /** Whether the next field holds something; where it does not, it is passed. */
  boolean has() {
    length = row.getInt();
    isBegun = length >= 0;
    return isBegun;
  }

  private int begin() {
    int bytes = isBegun ? length : row.getInt();
    isBegun = false;
    return bytes;
  }

  /** The next field, an {@code int}. */
  int integer() {
    begin();
    return row.getInt();
  }

  /** The next field, a {@code smallint}. */
  short smallInteger() {
    begin();
    return row.getShort();
  }

  /** The next field, a {@code bigint}. */
  long bigInteger() {
    begin();
    return row.getLong();
  }

  /** The next field, a {@code double precision}. */
  double number() {
    begin();
    return row.getDouble();
  }

  /** The next field, a {@code boolean}. */
  boolean bool() {
    begin();
    return row.get() != 0;
  }

  /** The next field, a {@code date}. */
  LocalDate date() {
    begin();
    return LocalDate.ofEpochDay(EPOCH_DAY_2000 + row.getInt());
  }

  /** The next field, a {@code text}. */
  String text() {
    int bytes = begin();
    String text = new String(row.array(), row.position(), bytes, StandardCharsets.UTF_8);
    row.position(row.position() + bytes);
    return text;
  }

  /** The next field, a {@code text}: the one that is told where it is the same. */
  String text(String expected) {
    String text = text();
    return text.equals(expected) ? expected : text;
  }

  /**
   * Ends the copy. What was not read is passed over: to cancel it would race with its end, and then
   * hit whatever the connection does next.
   */
  @Override
  public void close() {
    try {
      byte[] passed = row.array();
      while (passed != null && copy.isActive()) {
        passed = copy.readFromCopy();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}
