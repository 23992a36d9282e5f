// Logs: how fast events are put durably, how much of the disk they take, how fast they are
// filtered.
//
//     bench_logs [MILLIONS OF EVENTS]
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <future>
#include <string>

#include "base/random.h"
#include "services/logs/engine/rocksdb_engine.h"
#include "services/logs/filter/pattern.h"

namespace gantry::logs {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// A line as web servers and applications write them, of about 200 bytes.
std::string line(Random& random, std::int64_t time) {
    constexpr std::string_view kLevels[] = {"INFO", "INFO", "INFO", "DEBUG", "WARN", "ERROR"};
    constexpr std::string_view kPaths[] = {
        "/api/orders", "/api/users", "/health", "/static/app.js"
    };
    return fmt::format(
        R"({{"time":{},"level":"{}","request":"{:08x}","method":"GET","path":"{}/{}","status":{},)"
        R"("ms":{},"user":"user-{}","message":"handled request of client 10.{}.{}.{}"}})",
        time,
        kLevels[random.below(std::size(kLevels))],
        random.next() & 0xFFFFFFFF,
        kPaths[random.below(std::size(kPaths))],
        random.below(1'000),
        random.chance(0.02) ? 500 : 200,
        random.below(2'000),
        random.below(5'000),
        random.below(256),
        random.below(256),
        random.below(256)
    );
}

class Bench {
  public:
    explicit Bench(std::string directory) : engine_({std::move(directory)}) {}

    void append(std::size_t events) {
        constexpr std::size_t kBatch = 1'000;
        Random random(1);
        double making_s = 0;
        const auto start = Clock::now();
        for (std::size_t at = 0; at < events; at += kBatch) {
            const auto made = Clock::now();
            Batch batch{"group", streams_[(at / kBatch) % streams_.size()], 1, {}};
            for (std::size_t i = 0; i < kBatch; ++i) {
                const auto time = static_cast<std::int64_t>(at + i);
                batch.events.push_back({time, line(random, time)});
                bytes_ += batch.events.back().message.size();
            }
            making_s += seconds_since(made);
            wait_for_room();
            ++in_flight_;
            engine_.append(std::move(batch), [this](const Result<void>& done) {
                if (!done) std::abort();
                --in_flight_;
            });
        }
        while (in_flight_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        const double took_s = seconds_since(start);
        fmt::print(
            "{} events of {} bytes, {:.0f} a batch\n", events, bytes_ / events, double{kBatch}
        );
        fmt::print(
            "put durably: {:.0f} events/s (of {:.1f} s, {:.1f} s went into making them up)\n",
            static_cast<double>(events) / took_s,
            took_s,
            making_s
        );
    }

    void measure_disk() {
        wait<void>([this](auto done) { engine_.compact(std::move(done)); });
        const auto bytes = wait<std::uint64_t>([this](auto done) { engine_.disk_bytes(done); });
        fmt::print(
            "disk: {:.3f} of the text\n", static_cast<double>(bytes) / static_cast<double>(bytes_)
        );
    }

    void filter(const std::string& text) {
        const auto pattern = Pattern::read(text);
        std::uint64_t found = 0;
        Scan scan{.group = "group", .streams = streams_, .from_ms = 0, .to_ms = 1LL << 50};
        scan.visit = [&](const EventView& event) {
            found += pattern->matches(event.message) ? 1 : 0;
            return true;
        };
        // By the processor's time: others may be at work on the machine.
        const std::clock_t start = std::clock();
        const ScanEnd end = wait<ScanEnd>([&](auto done) { engine_.scan(scan, done); });
        const double took_s = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        fmt::print(
            "filter {:<40} {:>6.0f} MB/s a core, {:.2f} M events/s, {} found\n",
            text,
            static_cast<double>(end.bytes) / took_s / 1e6,
            static_cast<double>(end.events) / took_s / 1e6,
            found
        );
    }

  private:
    void wait_for_room() const {
        while (in_flight_ > 64) std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
    template <class T, class Start>
    T wait(const Start& start) {
        std::promise<Result<T>> promise;
        start([&promise](Result<T> result) { promise.set_value(std::move(result)); });
        auto result = promise.get_future().get();
        if (!result) std::abort();
        if constexpr (!std::is_void_v<T>) return *std::move(result);
    }

    RocksdbEngine engine_;
    std::vector<std::string> streams_ = {"one", "two", "three", "four"};
    std::atomic<int> in_flight_{0};
    std::size_t bytes_ = 0;
};

}  // namespace
}  // namespace gantry::logs

int main(int count, char** arguments) {
    const double millions = count > 1 ? std::atof(arguments[1]) : 1;
    const std::string directory = "bench_logs.data";
    std::filesystem::remove_all(directory);
    {
        gantry::logs::Bench bench(directory);
        bench.append(static_cast<std::size_t>(millions * 1e6));
        bench.measure_disk();
        for (const char* pattern :
             {"", "nowhere", "ERROR", "%ERR[OA]R%", "{ $.status = 500 && $.ms > 1990 }"}) {
            bench.filter(pattern);
        }
    }
    std::filesystem::remove_all(directory);
}
