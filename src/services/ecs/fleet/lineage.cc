#include "services/ecs/fleet/lineage.h"

#include <charconv>
#include <optional>

#include "base/log.h"

namespace gantry::fleet {

namespace {

constexpr std::size_t kMostLookedUp = 1'000;

struct Word {
    core::Sequence sequence = 0;
    SysTime time;
};

std::optional<Word> read_word(std::string_view text) {
    const char* const end = text.data() + text.size();
    Word word;
    const auto sequence = std::from_chars(text.data(), end, word.sequence);
    if (sequence.ec != std::errc{} || sequence.ptr == end || *sequence.ptr != '@') {
        return std::nullopt;
    }
    std::int64_t time_ms = 0;
    const auto time = std::from_chars(sequence.ptr + 1, end, time_ms);
    if (time.ec != std::errc{} || time.ptr != end || word.sequence == 0) return std::nullopt;
    word.time = from_epoch_ms(time_ms);
    return word;
}

}  // namespace

std::string Lineage::newest() const {
    return std::to_string(core_.durable()) + "@" + std::to_string(epoch_ms(core_.durable_time()));
}

bool Lineage::has(std::string_view told) {
    const auto word = read_word(told);
    if (!word) return true;
    return word->sequence <= core_.durable() && had(word->sequence, word->time);
}

bool Lineage::had(core::Sequence sequence, SysTime time) {
    if (sequence == core_.durable()) return core_.durable_time() == time;
    if (const auto known = looked_up_.find(sequence); known != looked_up_.end()) {
        return known->second == time;
    }
    std::optional<SysTime> ours;
    const auto read = core_.journal().read(sequence - 1, 1, [&](const auto& record) {
        if (record.sequence == sequence) ours = record.time;
        return false;
    });
    if (!read) log_debug("record_not_compared", {{"why", read.error().message}});
    if (!read || !ours) return true;
    if (looked_up_.size() >= kMostLookedUp) looked_up_.clear();
    looked_up_.emplace(sequence, *ours);
    return *ours == time;
}

}  // namespace gantry::fleet
