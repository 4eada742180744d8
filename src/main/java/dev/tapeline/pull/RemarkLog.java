package dev.tapeline.pull;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The latest {@value #KEPT} remarks of each row. The table has the columns {@code id}, that of the
 * owner, {@code at}, that of what a remark is about, {@code reason} and {@code refused}.
 */
public final class RemarkLog {

  /** Remarks that are kept of a row. */
  public static final int KEPT = 100;

  private final Jdbi jdbi;
  private final String table;
  private final String owners;
  private final String owner;
  private final String about;

  /**
   * A log.
   *
   * @param owners the table of the rows
   * @param owner the column that names a row
   * @param about the column that names what is meant
   */
  public RemarkLog(Jdbi jdbi, String table, String owners, String owner, String about) {
    this.jdbi = jdbi;
    this.table = table;
    this.owners = owners;
    this.owner = owner;
    this.about = about;
  }

  /** Adds remarks that are not there yet; does nothing for a row that is gone. */
  public void add(UUID row, Collection<Remark> remarks) {
    if (!remarks.isEmpty()) {
      jdbi.useTransaction(
          handle -> {
            if (isThere(handle, row)) {
              add(handle, row, remarks);
              forgetOld(handle, row);
            }
          });
    }
  }

  private void add(Handle handle, UUID row, Collection<Remark> remarks) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into %1$s (%2$s, at, %3$s, reason, refused)
            select v.row, v.at, v.about, v.reason, v.refused
            from (values (cast(:row as uuid), cast(:at as timestamptz), cast(:about as text),
              cast(:reason as text), cast(:refused as boolean)))
              as v (row, at, about, reason, refused)
            where not exists (select from %1$s r where r.%2$s = v.row
              and r.%3$s is not distinct from v.about and r.reason = v.reason)
            """
                .formatted(table, owner, about));
    remarks.stream()
        .limit(KEPT)
        .forEach(
            remark ->
                batch
                    .bind("row", row)
                    .bind("at", remark.at())
                    .bind("about", Remark.shortened(remark.about()))
                    .bind("reason", Remark.shortened(remark.reason()))
                    .bind("refused", remark.refused())
                    .add());
    batch.execute();
  }

  private void forgetOld(Handle handle, UUID row) {
    handle.execute(
        """
        delete from %1$s where %2$s = ? and id not in
          (select id from %1$s where %2$s = ? order by id desc limit ?)
        """
            .formatted(table, owner),
        row,
        row,
        KEPT);
  }

  /** The latest first. */
  public List<Remark> of(UUID row) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from %s where %s = :row order by id desc".formatted(table, owner))
                .bind("row", row)
                .map(
                    (found, context) ->
                        new Remark(
                            found.getTimestamp("at").toInstant(),
                            found.getString(about),
                            found.getString("reason"),
                            found.getBoolean("refused")))
                .list());
  }

  /** Holds the row until commit, so that nobody removes it meanwhile. */
  private boolean isThere(Handle handle, UUID row) {
    return handle
        .createQuery("select true from %s where id = :id for key share".formatted(owners))
        .bind("id", row)
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }
}
