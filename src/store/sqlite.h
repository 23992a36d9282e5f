#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

/// SQLite with results instead of codes; the only header of ours that stands for its C interface.
///
/// Errors have a kind that says what to do: Unavailable for what may pass (a full disk, an I/O
/// error, another program's lock), Internal for a damaged file and for our own mistakes.
namespace gantry::store::sqlite {

/// A prepared statement. Used by one thread at a time, ends before its connection.
class Statement {
  public:
    /// Parameters count from 1. Text is not copied: it must live until the next reset().
    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, std::int64_t number);

    /// @return true: a row can be read; false: there are no more.
    Result<bool> step();
    /// Runs a statement that gives no rows, and resets it.
    Result<void> run();
    /// Makes it ready to be bound and run again; ends what it has open in the database.
    void reset();

    /// Columns of the current row count from 0; text is valid until the next step or reset.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::int64_t number(int column) const;
    /// False for what no writer of ours has put there: NULL, a number, a BLOB.
    [[nodiscard]] bool is_text(int column) const;
    [[nodiscard]] bool is_number(int column) const;

  private:
    friend class Connection;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// An open database file. Used by one thread at a time.
class Connection {
  public:
    /// Opens an existing file (an empty one is a database without tables).
    /// @param vfs SQLite's name of the file system layer; empty for the machine's own
    static Result<Connection> open(const std::string& path, const std::string& vfs = {});

    /// Runs statements that give no rows, or whose rows do not matter.
    Result<void> execute(const std::string& sql);
    Result<Statement> prepare(std::string_view sql);
    /// The first column of the first row, as a number.
    Result<std::int64_t> number(std::string_view sql);

    /// How long to wait for another program's lock before giving up.
    void set_patience(std::chrono::milliseconds patience = std::chrono::seconds{5});
    /// Rows that the last INSERT, UPDATE or DELETE touched.
    [[nodiscard]] std::size_t changed() const;

  private:
    friend class Transaction;
    struct Close {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, Close> database_;
};

/// A transaction for the length of a scope: rolled back unless committed.
class Transaction {
  public:
    enum class Kind { Read, Write };
    static Result<Transaction> begin(Connection& connection, Kind kind);

    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// After an error the transaction is gone as a whole, except that a disk which failed while it
    /// synced may still turn out to have kept it.
    Result<void> commit();

  private:
    explicit Transaction(Connection& connection) : connection_(&connection) {}

    Connection* connection_;
};

}  // namespace gantry::store::sqlite
