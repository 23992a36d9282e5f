// How fast the SQLite journal commits, loads, trims and travels in time.
//
//     bench_journal [directory] [records]
//
// The directory (a new one under the current directory by default) decides which disk is measured;
// it is removed at the end. One line per figure.

#include <fmt/format.h>
#include <malloc.h>

#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/thread_loop.h"
#include "core/core.h"
#include "store/sqlite_journal.h"

namespace gantry {
namespace {

using store::SqliteJournal;

struct TextRow {
    std::string text;
};

core::RowCodec<TextRow> codec() {
    return {
        .encode = [](const TextRow& row) { return row.text; },
        .decode = [](std::string_view text) -> Result<TextRow> {
            return TextRow{std::string(text)};
        }
    };
}

/// About what a task weighs: 600 bytes.
std::string row_text(std::uint64_t n) {
    return fmt::format(R"({{"n":{},"fill":"{}"}})", n, std::string(580, 'x'));
}

std::string key_text(std::uint64_t n) {
    return fmt::format("000000000000/us-east-1/default/{:016x}{:016x}", n * 0x9e3779b97f4a7c15, n);
}

double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double resident_mib() {
    std::ifstream statm("/proc/self/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * 4096 / 1048576;
}

/// The most that was resident since forget_peak().
double peak_mib() {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word && word != "VmHWM:") {
    }
    double kib = 0;
    status >> kib;
    return kib / 1024;
}

void forget_peak() {
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";
}

template <class... Args>
void figure(std::string_view name, fmt::format_string<Args...> value, Args&&... args) {
    fmt::print("{:<52} {}\n", name, fmt::format(value, std::forward<Args>(args)...));
    std::fflush(stdout);
}

std::unique_ptr<SqliteJournal> open_journal(Loop& loop, const std::filesystem::path& directory) {
    auto journal = SqliteJournal::open(loop, directory);
    if (!journal) {
        fmt::print(stderr, "{}\n", journal.error().message);
        std::exit(1);
    }
    return std::move(*journal);
}

/// Writers that each commit again as soon as their last commit is durable.
class ClosedLoop {
  public:
    ClosedLoop(core::Core& core, core::Table<TextRow>& table, std::uint64_t total)
        : core_(core), table_(table), left_(total), open_(total) {}

    double run(ThreadLoop& loop, int writers) {
        return seconds([&] {
            loop.post([this, writers] {
                for (int i = 0; i < writers; ++i) next();
            });
            done_.get_future().wait();
        });
    }

  private:
    void next() {
        if (left_ == 0) return;
        --left_;
        core::Transaction t;
        t.put(table_, key_text(left_ % 1000), {row_text(left_)});
        core_.commit(
            std::move(t),
            "PutThing 7d1f6a4e-1111-2222-3333-444455556666",
            [this](auto how) {
                GANTRY_ASSERT(how);
                if (--open_ == 0) done_.set_value();
                next();
            }
        );
    }

    core::Core& core_;
    core::Table<TextRow>& table_;
    std::uint64_t left_;
    std::uint64_t open_;
    std::promise<void> done_;
};

void bench_commits(const std::filesystem::path& directory) {
    ThreadLoop loop("core");
    const auto journal = open_journal(loop, directory);
    core::Table<TextRow> table("thing", codec());
    core::Core core(loop, *journal, {&table});
    loop.run_and_wait([&] { GANTRY_ASSERT(core.open()); });
    for (const auto& [writers, total] : {std::pair{1, 5'000}, {64, 100'000}, {512, 200'000}}) {
        ClosedLoop work(core, table, static_cast<std::uint64_t>(total));
        const double took = work.run(loop, writers);
        figure(
            fmt::format("durable transactions/s, {} writer(s)", writers), "{:.0f}", total / took
        );
    }
    figure("resident after commits to 1000 rows, MiB", "{:.1f}", resident_mib());
    loop.stop();
}

void fill(const std::filesystem::path& directory, std::uint64_t records, std::uint64_t rows) {
    ThreadLoop loop("core");
    const auto journal = open_journal(loop, directory);
    GANTRY_ASSERT(core::load_all(*journal));
    constexpr std::uint64_t kBatch = 1'000;
    const double took = seconds([&] {
        for (std::uint64_t next = 0; next < records;) {
            std::vector<core::JournalRecord> batch;
            for (; batch.size() < kBatch && next < records; ++next) {
                batch.push_back(
                    {.sequence = next + 1,
                     .time = from_epoch_ms(static_cast<std::int64_t>(next)),
                     .cause = "PutThing 7d1f6a4e-1111-2222-3333-444455556666",
                     .changes = {{"thing", key_text(next % rows), row_text(next)}}}
                );
            }
            std::promise<void> done;
            journal->append(std::move(batch), [&](const Result<void>& how) {
                GANTRY_ASSERT(how);
                done.set_value();
            });
            done.get_future().wait();
        }
    });
    figure(
        "  records/s while filling in batches of 1000",
        "{:.0f}",
        static_cast<double>(records) / took
    );
}

void bench_recovery(
    const std::filesystem::path& directory, std::uint64_t records, std::uint64_t rows
) {
    fmt::print("{} records, {} rows:\n", records, rows);
    fill(directory, records, rows);
    figure(
        "  file, MiB", "{:.0f}", static_cast<double>(file_size(directory / "journal.db")) / 1048576
    );
    ThreadLoop loop("core");
    std::unique_ptr<SqliteJournal> journal;
    double took = seconds([&] { journal = open_journal(loop, directory); });
    took += seconds([&] { GANTRY_ASSERT(core::load_all(*journal)); });
    figure("  recovery: open and load, s", "{:.2f}", took);
    took = seconds([&] {
        forget_peak();
        core::Table<TextRow> table("thing", codec());
        core::Core core(loop, *journal, {&table});
        const double opening = seconds([&] { GANTRY_ASSERT(core.open()); });
        GANTRY_ASSERT(table.size() == rows);
        figure("  Core::open: load, decode, index, s", "{:.2f}", opening);
        figure("  most that was resident meanwhile, MiB", "{:.0f}", peak_mib());
        figure("  resident with the rows in tables, MiB", "{:.0f}", resident_mib());
    });
    figure("  the same, and all dropped again, s", "{:.2f}", took);

    const auto any = [](const core::JournalRecord&) { return true; };
    took = seconds([&] { GANTRY_ASSERT(journal->history("thing", key_text(rows / 2), any)); });
    figure("  history of one row, s", "{:.2f}", took);
    took = seconds([&] { GANTRY_ASSERT(journal->read(0, records, any)); });
    figure("  read the whole journal, s", "{:.2f}", took);
    took = seconds([&] { GANTRY_ASSERT(journal->read(records - 1, 10, any)); });
    figure("  read the last record, ms", "{:.2f}", took * 1000);
    const SysTime middle = from_epoch_ms(static_cast<std::int64_t>(records / 2));
    took = seconds([&] { GANTRY_ASSERT(journal->state_at(middle)); });
    figure("  state at the middle, s", "{:.2f}", took);
    took = seconds([&] {
        std::promise<void> done;
        journal->trim(middle, [&](const Result<std::size_t>& how) {
            GANTRY_ASSERT(how);
            done.set_value();
        });
        done.get_future().wait();
    });
    figure("  trim half of the records, s", "{:.2f}", took);
    journal.reset();
    malloc_trim(0);
    figure("  resident after all of that, MiB", "{:.1f}", resident_mib());
}

int run(int argc, char** argv) {
    const std::filesystem::path directory = argc > 1 ? argv[1] : "bench_journal.data";
    std::uint64_t records = 1'000'000;
    if (argc > 2) std::from_chars(argv[2], argv[2] + std::string_view(argv[2]).size(), records);
    if (std::filesystem::exists(directory)) {
        fmt::print(stderr, "{} exists already\n", directory.string());
        return 1;
    }
    bench_commits(directory / "commits");
    bench_recovery(directory / "some", records, records / 10);
    bench_recovery(directory / "worst", records, records);
    std::filesystem::remove_all(directory);
    return 0;
}

}  // namespace
}  // namespace gantry

int main(int argc, char** argv) {
    return gantry::run(argc, argv);
}
