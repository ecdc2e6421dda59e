// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Statements, a batch, a transaction and an error, under a span and without one. */
@SuppressWarnings("try") // scopes are only to be closed
final class JdbcClient implements Client {
  @Override
  public void run(OpenTelemetry openTelemetry) throws SQLException {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:shop");
    DataSource source = JdbcTelemetry.create(openTelemetry).wrap(h2);
    try (Connection connection = source.getConnection()) {
      execute(connection, "CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(20))");
      Span span = openTelemetry.getTracer("client").spanBuilder("order").startSpan();
      try (Scope scope = span.makeCurrent()) {
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO item VALUES (?, 'secret')")) {
          for (int i = 0; i < 3; i++) {
            insert.setInt(1, i);
            insert.addBatch();
          }
          insert.executeBatch();
        }
        connection.commit();
        try (Statement select = connection.createStatement();
            ResultSet result = select.executeQuery("SELECT * FROM item WHERE name = 'secret'")) {
          while (result.next()) {
            span.addEvent("row");
          }
        }
        try {
          execute(connection, "SELECT * FROM nothing");
        } catch (SQLException expected) {
          span.recordException(expected);
        }
      } finally {
        span.end();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
