// Filter patterns of CloudWatch Logs, whatever their text, on whatever message. The first byte says
// where the pattern ends.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "services/logs/filter/pattern.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string_view pattern = text.substr(0, data[0]);
    const std::string_view message = text.substr(pattern.size());
    const auto read = gantry::logs::Pattern::read(pattern);
    if (!read) {
        GANTRY_ASSERT(read.error().code == "InvalidParameterException");
        GANTRY_ASSERT(!read.error().message.empty());
        return 0;
    }
    const bool matches = read->matches(message);
    GANTRY_ASSERT(matches || read->extract(message).empty());
    return 0;
}
