// Queries of Logs Insights, whatever their text, on a few events: the rest of the input is one.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "services/logs/insights/parser.h"
#include "services/logs/insights/run.h"

namespace {

using namespace gantry::logs;

QueryEvent make_event(std::int64_t time, std::string message) {
    QueryEvent event;
    event.timestamp_ms = time;
    event.message = std::move(message);
    event.stream = "stream";
    event.log = "123456789012:group";
    event.pointer = "pointer";
    return event;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string_view query = text.substr(0, data[0]);
    const auto read = insights::read_query(query);
    if (!read) {
        GANTRY_ASSERT(read.error().code == "MalformedQueryException");
        return 0;
    }
    constexpr std::size_t kMaxBytes = 1UL << 20;
    insights::Execution execution(*read, 100, kMaxBytes);
    execution.add(make_event(1'000, R"({"a":{"b":[1,"x",true]},"c":-2.5})"));
    execution.add(make_event(61'000, std::string(text.substr(query.size()))));
    execution.add(make_event(61'000, "a=1 b=2"));
    const auto results = execution.finish();
    GANTRY_ASSERT(results.failed || results.rows.size() <= 100'000);
    // A row holds its event, what commands made of it, and what was found in it, each once.
    std::size_t bytes = 0;
    for (const auto& row : results.rows) {
        for (const auto& [name, value] : row) bytes += value.size();
    }
    GANTRY_ASSERT(bytes <= 4 * kMaxBytes);
    return 0;
}
