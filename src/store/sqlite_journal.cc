#include "store/sqlite_journal.h"

#include <fmt/format.h>

#include <utility>

#include "base/log.h"
#include "store/sqlite_schema.h"

namespace gantry::store {

namespace {

constexpr const char* kFileName = "journal.db";

/// The mark lags behind by as much.
constexpr Duration kMarkInterval = Seconds{1};

/// What to do about a journal that is damaged or not what it was.
Error with_advice(Error error) {
    if (error.kind != ErrorKind::Internal) return error;
    if (error.message.find("--accept-loss") != std::string::npos) return error;
    error.message +=
        " Put the whole journal back (journal.db and journal.db-wal) or restore a backup; or go on "
        "with what is there, and lose the rest, with --accept-loss.";
    return error;
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
    Result<void> good;
    journal->thread_.run_and_wait([&] { good = journal->examine(); });
    if (!good) return good.error();
    return journal;
}

std::uint64_t SqliteJournal::bytes_on_disk(const std::filesystem::path& directory) {
    std::uint64_t bytes = 0;
    for (const char* end : {"", "-wal", "-shm"}) {
        std::error_code absent;
        const auto size =
            std::filesystem::file_size(directory / (kFileName + std::string(end)), absent);
        if (!absent) bytes += size;
    }
    return bytes;
}

SqliteJournal::SqliteJournal(Loop& loop, DataDirectory directory, std::string file, Options options)
    : loop_(loop),
      directory_(std::move(directory)),
      file_(std::move(file)),
      options_(std::move(options)),
      thread_("journal") {}

SqliteJournal::~SqliteJournal() {
    closing_ = true;
    thread_.post([this] {
        if (!failed_) write_mark_now();
    });
    thread_.stop();
}

Result<SqliteReader> SqliteJournal::open_reader() const {
    return SqliteReader::open(file_, options_.vfs, options_.migrations);
}

Result<void> SqliteJournal::ready_writer() {
    if (writer_) return writer_->resume();
    Result<SqliteWriter> writer = SqliteWriter::open(
        file_, options_.vfs, options_.migrations, Damage::Refuse, options_.patience
    );
    if (!writer) return writer.error();
    writer_ = std::move(*writer);
    return {};
}

Result<void> SqliteJournal::examine() {
    auto mark = read_mark(directory_.path());
    if (!mark && mark.error().kind != ErrorKind::Internal) return mark.error();
    if (!mark) {
        if (const Result<void> lost = lose(mark.error().message); !lost) return lost;
        mark = std::optional<JournalMark>{};
    }
    if (const Result<void> there = refuse_missing(*mark); !there) return there;
    Result<void> good = ready_writer();
    if (good && *mark) good = compare(**mark);
    if (options_.accept_loss) good = adopt_damage();
    if (!good) return with_advice(good.error());
    write_mark_now();
    return {};
}

/// Before anything is made: an empty journal is as good as none.
Result<void> SqliteJournal::refuse_missing(const std::optional<JournalMark>& mark) {
    const bool expected = !options_.expected_for.empty() || (mark && mark->sequence > 0);
    if (!expected) return {};
    Result<sqlite::Connection> database = sqlite::Connection::open(file_, options_.vfs);
    if (!database) return database.error();
    const Result<bool> empty = is_empty(*database);
    if (!empty || !*empty) return {};  // what is wrong with it shows when it is opened to write
    if (mark && mark->sequence > 0) {
        return lose(fmt::format(
            "The journal {} is missing or empty, though it once held {} records.",
            file_,
            mark->sequence
        ));
    }
    if (mark) return {};  // it was empty before
    return lose(
        fmt::format("The journal {} is missing or empty, though {}.", file_, options_.expected_for)
    );
}

Result<void> SqliteJournal::compare(const JournalMark& mark) {
    const JournalPoint& head = writer_->head();
    if (head.sequence < mark.sequence) {
        return lose(fmt::format(
            "The journal {} ends at record {}, though it once held {}: {} are lost, or it is an "
            "older "
            "copy.",
            file_,
            head.sequence,
            mark.sequence,
            mark.sequence - head.sequence
        ));
    }
    const auto chain = writer_->chain_at(mark.sequence);
    if (!chain) return chain.error();
    if (!*chain || **chain == mark.chain) return {};
    return lose(fmt::format(
        "The journal {} is another than the one that was used here: its record {} differs.",
        file_,
        mark.sequence
    ));
}

/// A state that cannot be loaded for its damage is taken as it is.
Result<void> SqliteJournal::adopt_damage() {
    Result<void> good = ready_writer();
    if (good) {
        Result<SqliteReader> reader = open_reader();
        if (!reader) return reader.error();
        const auto ignore = [](auto&&...) { return Result<void>{}; };
        const Result<core::JournalEnd> loaded = reader->load(ignore);
        if (loaded) return {};
        good = loaded.error();
    }
    if (good.error().kind != ErrorKind::Internal) return good;
    log_warn("journal_damage_accepted", {{"what", good.error().message}});
    writer_.reset();
    Result<SqliteWriter> writer = SqliteWriter::open(
        file_, options_.vfs, options_.migrations, Damage::Adopt, options_.patience
    );
    if (!writer) return writer.error();
    writer_ = std::move(*writer);
    return {};
}

Result<void> SqliteJournal::lose(const std::string& what) {
    if (!options_.accept_loss) return with_advice(internal_error(what));
    log_warn("journal_loss_accepted", {{"what", what}});
    return {};
}

/// At most once in kMarkInterval, and not at the cost of an append.
void SqliteJournal::write_mark_soon() {
    if (mark_timer_ != 0) return;
    mark_timer_ = thread_.call_after(kMarkInterval, [this] {
        mark_timer_ = 0;
        write_mark_now();
    });
}

void SqliteJournal::write_mark_now() {
    if (!writer_ || writer_->deposed()) return;  // the mark is another's too, then
    const JournalMark mark{.sequence = writer_->head().sequence, .chain = writer_->head().chain};
    if (mark_ == mark) return;
    if (const Result<void> written = write_mark(directory_.path(), mark); !written) {
        log_debug("journal_mark_not_written", {{"why", written.error().message}});
        return;
    }
    mark_ = mark;
}

Result<core::JournalEnd> SqliteJournal::load(const VisitRow& visit) {
    Result<core::Sequence> newest = core::Sequence{0};
    thread_.run_and_wait([&] { newest = resume_writer(); });
    if (!newest) return newest.error();
    Result<SqliteReader> reader = open_reader();
    if (!reader) return reader.error();
    std::optional<Error> refused;  // by who was told a row: no damage
    const auto tell = [&](std::string_view table, std::string_view key, std::string_view row) {
        Result<void> told = visit(table, key, row);
        if (!told) refused = told.error();
        return told;
    };
    Result<core::JournalEnd> loaded = reader->load(tell);
    if (!loaded) return refused ? *refused : with_advice(loaded.error());
    // What was read is the writer's own if it is so still.
    thread_.run_and_wait([&] { newest = resume_writer(); });
    if (!newest) return newest.error();
    if (*newest != loaded->last_sequence) {
        return unavailable("The journal has gone on while it was loaded.");
    }
    return loaded;
}

void SqliteJournal::resume(Resumed done) {
    thread_.post([this, done = std::move(done)]() mutable {
        Result<core::Sequence> newest = resume_writer();
        loop_.post([done = std::move(done), newest = std::move(newest)] { done(newest); });
    });
}

Result<core::Sequence> SqliteJournal::resume_writer() {
    const Result<void> ready = ready_writer();
    failed_ = !ready;
    if (!ready) return ready.error();
    return writer_->head().sequence;
}

void SqliteJournal::append(std::vector<core::JournalRecord> batch, Done done) {
    core::assert_within(limits(), batch);
    thread_.post([this, batch = std::move(batch), done = std::move(done)]() mutable {
        Result<void> how = append_batch(batch);
        loop_.post([done = std::move(done), how = std::move(how)] { done(how); });
    });
}

Result<void> SqliteJournal::append_batch(const std::vector<core::JournalRecord>& batch) {
    if (failed_) return not_ready();
    Result<void> how = writer_->append(batch);
    failed_ = !how;
    if (how) write_mark_soon();
    return how;
}

Error SqliteJournal::not_ready() const {
    if (writer_ && writer_->deposed()) return *writer_->deposed();
    return unavailable("The journal has to be loaded before it is written to.");
}

Result<void> SqliteJournal::read(core::Sequence after, std::size_t limit, const Visit& visit) {
    Result<SqliteReader> reader = open_reader();
    if (!reader) return reader.error();
    return reader->read(after, limit, visit);
}

Result<void> SqliteJournal::history(
    std::string_view table, std::string_view key, const Visit& visit
) {
    Result<SqliteReader> reader = open_reader();
    if (!reader) return reader.error();
    return reader->history(table, key, visit);
}

Result<core::LoadedState> SqliteJournal::state_at(SysTime at) {
    Result<SqliteReader> reader = open_reader();
    if (!reader) return reader.error();
    return reader->state_at(at);
}

void SqliteJournal::trim(SysTime before, Trimmed done) {
    thread_.post([this, before, done = std::move(done)]() mutable {
        trim_pass(before, 0, std::move(done));
    });
}

/// Runs on the thread. What was queued meanwhile comes before the next pass.
void SqliteJournal::trim_pass(SysTime before, std::size_t gone, Trimmed done) {
    Result<std::size_t> trimmed = not_ready();
    if (!failed_) trimmed = writer_->trim(before, kTrimmedPerPass);
    if (trimmed) gone += *trimmed;
    if (trimmed && *trimmed == kTrimmedPerPass && !closing_) {
        thread_.post([this, before, gone, done = std::move(done)]() mutable {
            trim_pass(before, gone, std::move(done));
        });
        return;
    }
    if (trimmed) trimmed = gone;
    loop_.post([done = std::move(done), trimmed = std::move(trimmed)] { done(trimmed); });
}

}  // namespace gantry::store
