#include "sim/workload/log_keeper.h"

#include <fmt/format.h>

#include <cstdio>
#include <iterator>
#include <utility>

namespace gantry::sim {
namespace {

constexpr std::uint64_t kGroups = 2;
constexpr std::uint64_t kStreams = 3;  ///< of each group
constexpr std::size_t kBatchesMax = 12;

/// The batch that an event says it is of; events of none say so.
struct EventName {
    int batch = 0;
    int index = 0;
    int of = 0;
};

EventName parse_message(const std::string& message) {
    EventName name;
    const int read =
        std::sscanf(message.c_str(), "batch %d event %d of %d", &name.batch, &name.index, &name.of);
    return read == 3 ? name : EventName{};
}

}  // namespace

std::string log_message(int batch, int index, int of) {
    return fmt::format("batch {} event {} of {}", batch, index, of);
}

std::string judge_events(KeptStream& stream, const std::vector<ReadEvent>& events) {
    std::map<int, int> seen;
    std::int64_t last_ms = 0;
    for (const ReadEvent& event : events) {
        if (event.timestamp_ms < last_ms) return event.message + " is not in order of time";
        last_ms = event.timestamp_ms;
        const EventName name = parse_message(event.message);
        if (!stream.contains(name.batch)) return event.message + " was not put there, or is gone";
        if (name.index != seen[name.batch]++) {
            return event.message + " is there twice, or not in its turn";
        }
    }
    for (auto batch = stream.begin(); batch != stream.end();) {
        auto& [number, kept] = *batch;
        const auto found = seen.find(number);
        const int count = found == seen.end() ? 0 : found->second;
        if (count == 0 && kept.sure) return fmt::format("acknowledged batch {} is lost", number);
        if (count != 0 && count != kept.events) {
            return fmt::format("{} of {} events of batch {} are there", count, kept.events, number);
        }
        kept.sure = true;
        batch = count == 0 ? stream.erase(batch) : std::next(batch);
    }
    return {};
}

KeptGroup& LogKeeper::some_group() {
    const std::uint64_t which = random().below(kGroups);
    KeptGroup& group = groups_[which];
    if (group.name.empty()) group.name = fmt::format("group-{}", which);
    return group;
}

void LogKeeper::act() {
    KeptGroup& group = some_group();
    if (!group.there) return create_group(group);
    act_on(group);
}

void LogKeeper::act_on(KeptGroup& group) {
    const std::string stream = fmt::format("stream-{}", random().below(kStreams));
    const auto found = group.streams.find(stream);
    switch (random().below(20)) {
        case 0: return delete_group(group);
        case 1:
        case 2: return change_retention(group);
        case 3: return read(group, {});
        default: break;
    }
    if (found == group.streams.end()) return create_stream(group, stream);
    if (found->second.size() >= kBatchesMax) return delete_stream(group, stream);
    switch (random().below(10)) {
        case 0: return delete_stream(group, stream);
        case 1:
        case 2:
        case 3: return read(group, stream);
        default: return put(group, stream);
    }
}

void LogKeeper::read_everything() {
    expect_answers();
    for (auto& [which, group] : groups_) {
        if (!group.there) continue;
        queue([this, &kept = group] { read(kept, {}); });
        for (const auto& [name, stream] : group.streams) {
            queue([this, &kept = group, one = name] { read(kept, one); });
        }
    }
    schedule_next();
}

}  // namespace gantry::sim
