#include "store/sqlite_journal.h"

#include <utility>

#include "store/sqlite_reader.h"

namespace gantry::store {

namespace {

constexpr const char* kFileName = "journal.db";

Error not_loaded() {
    return unavailable("The journal has to be loaded before it is written to.");
}

}  // namespace

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(
    Loop& loop, const std::filesystem::path& directory
) {
    return open(loop, directory, Options{});
}

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(
    Loop& loop, const std::filesystem::path& directory, Options options
) {
    Result<DataDirectory> locked = DataDirectory::open(directory);
    if (!locked) return locked.error();
    const Result<std::filesystem::path> file = locked->private_file(kFileName);
    if (!file) return file.error();
    std::unique_ptr<SqliteJournal> journal(
        new SqliteJournal(loop, std::move(*locked), file->string(), std::move(options))
    );
    Result<void> ready;
    journal->thread_.run_and_wait([&] { ready = journal->ready_writer(); });
    if (!ready) return ready.error();
    return journal;
}

SqliteJournal::SqliteJournal(Loop& loop, DataDirectory directory, std::string file, Options options)
    : loop_(loop),
      directory_(std::move(directory)),
      file_(std::move(file)),
      options_(std::move(options)),
      thread_("journal") {}

SqliteJournal::~SqliteJournal() {
    thread_.stop();
}

Result<void> SqliteJournal::ready_writer() {
    // A connection that works is kept: to make a new one takes space, which a full disk lacks.
    if (writer_ && writer_->check()) return {};
    writer_.reset();
    Result<SqliteWriter> writer = SqliteWriter::open(file_, options_.vfs);
    if (!writer) return writer.error();
    writer_ = std::move(*writer);
    return {};
}

Result<core::LoadedState> SqliteJournal::load() {
    Result<void> ready;
    thread_.run_and_wait([&] {
        ready = ready_writer();
        failed_ = !ready;
    });
    if (!ready) return ready.error();
    Result<SqliteReader> reader = SqliteReader::open(file_, options_.vfs);
    if (!reader) return reader.error();
    return reader->load();
}

void SqliteJournal::append(std::vector<core::JournalRecord> batch, Done done) {
    thread_.post([this, batch = std::move(batch), done = std::move(done)]() mutable {
        Result<void> how = append_batch(batch);
        loop_.post([done = std::move(done), how = std::move(how)] { done(how); });
    });
}

Result<void> SqliteJournal::append_batch(const std::vector<core::JournalRecord>& batch) {
    if (failed_) return not_loaded();
    Result<void> how = writer_->append(batch);
    failed_ = !how;
    return how;
}

Result<void> SqliteJournal::read(core::Sequence after, std::size_t limit, const Visit& visit) {
    Result<SqliteReader> reader = SqliteReader::open(file_, options_.vfs);
    if (!reader) return reader.error();
    return reader->read(after, limit, visit);
}

Result<void> SqliteJournal::history(
    std::string_view table, std::string_view key, const Visit& visit
) {
    Result<SqliteReader> reader = SqliteReader::open(file_, options_.vfs);
    if (!reader) return reader.error();
    return reader->history(table, key, visit);
}

Result<core::LoadedState> SqliteJournal::state_at(SysTime at) {
    Result<SqliteReader> reader = SqliteReader::open(file_, options_.vfs);
    if (!reader) return reader.error();
    return reader->state_at(at);
}

Result<std::size_t> SqliteJournal::trim(SysTime before) {
    Result<std::size_t> trimmed = std::size_t{0};
    thread_.run_and_wait([&] {
        trimmed = failed_ ? not_loaded() : writer_->trim(before, kTrimmedPerCall);
    });
    return trimmed;
}

}  // namespace gantry::store
